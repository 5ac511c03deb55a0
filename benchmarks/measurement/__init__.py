"""How fast and how right are the statistics, beside every peer that pip can install?"""
