"""Which skill promises a person most, and how sure is that?"""
