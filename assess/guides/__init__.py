"""Interview guides: competencies linked to the job, their questions and anchors, and whether the anchors hold."""
