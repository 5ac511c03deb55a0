"""The one blueprint of all pages under /benchmarks, and who does what there."""

from flask import Blueprint

from assess.access import Role

bp = Blueprint("benchmarks", __name__, url_prefix="/benchmarks")

#: Who sees bars with everything behind them, decides what is shared and makes targets.
MAKERS = (Role.HR, Role.ANALYST)
#: Who has results of their own.
OWNERS = (Role.EMPLOYEE, Role.LINE_MANAGER)
