"""Reading files of ratings, pools, Reports and feedback."""
