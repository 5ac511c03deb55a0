"""Reading assessments: for those who invite, and for whoever was invited."""
