"""Reading job analyses, judged anchors, proposals for a guide, and guides."""
