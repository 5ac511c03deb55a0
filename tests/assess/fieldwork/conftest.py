"""An assessment under way: the fixtures of delivery."""

from tests.assess.delivery.conftest import assessment, device, holder, invitation, opening, token

__all__ = ["assessment", "device", "holder", "invitation", "opening", "token"]
