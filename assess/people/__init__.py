"""People, teams, accounts and roles."""
