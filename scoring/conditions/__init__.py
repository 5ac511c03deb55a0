"""Do people get better results where the conditions of their team are better?"""
