"""One module a contender: each function takes the data as arrays and gives back the call that is timed.

Whatever the function does before it returns (turning arrays into the form the contender asks for) is not timed.
"""
