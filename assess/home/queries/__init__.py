"""Reading what the start page says: through the getters of the features, so that it shows nobody more than they do."""
