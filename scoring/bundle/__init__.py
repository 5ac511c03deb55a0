"""Do many good practices, done consistently, go with results more than any one of them?"""
