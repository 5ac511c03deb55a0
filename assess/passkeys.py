"""Passkeys of any kind: a phone's or laptop's own as well as one on a key ring."""

from typing import Any

from flask_security import WebauthnUtil
from webauthn.helpers.structs import AuthenticatorSelectionCriteria, UserVerificationRequirement

FIRST = "first"


class AnyPasskey(WebauthnUtil):
    """A passkey that signs in by itself must check its owner, by finger, face or PIN: that makes it two factors."""

    def authenticator_selection(self, user: Any, usage: str) -> AuthenticatorSelectionCriteria:
        """Where the passkey lives is its owner's choice."""
        criteria = super().authenticator_selection(user, usage)
        criteria.authenticator_attachment = None
        if usage == FIRST:
            criteria.user_verification = UserVerificationRequirement.REQUIRED
        return criteria

    def user_verification(self, user: Any, usage: list[str]) -> UserVerificationRequirement:
        """Required wherever the passkey stands in for the password."""
        return UserVerificationRequirement.REQUIRED if FIRST in usage else super().user_verification(user, usage)
