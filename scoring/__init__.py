"""The statistics: data frames in, frozen results out; knows nothing of databases or the web."""
