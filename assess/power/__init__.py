"""The planner: what so many people can show, before anyone collects data."""
