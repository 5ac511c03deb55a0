"""Keyed names and sealed values: what stands for a person, and what is said of them, to nobody without the key."""

import hashlib
import hmac
import json
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12  # NIST SP 800-38D §8.2.2: random nonces of 96 bits, good for 2**32 values a key


class SealBroken(Exception):
    """A value was sealed with another key, for another name, or changed since."""


class Seal:
    """Two keys made of one secret: HMAC-SHA256 gives names, AES-256-GCM seals values under their name."""

    def __init__(self, secret: str) -> None:
        self._names, self._values = (
            hmac.new(secret.encode(), purpose, hashlib.sha256).digest() for purpose in (b"names", b"values")
        )

    def name(self, *parts: str) -> bytes:
        """32 bytes that stand for these words, the same each time; nobody without the key can make or check them."""
        return hmac.new(self._names, json.dumps(parts).encode(), hashlib.sha256).digest()

    def shut(self, name: bytes, value: bytes) -> bytes:
        """A value that opens under this name only; 28 bytes longer, different each time."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + AESGCM(self._values).encrypt(nonce, value, name)

    def unseal(self, name: bytes, sealed: bytes) -> bytes:
        """The value again; SealBroken."""
        try:
            return AESGCM(self._values).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], name)
        except InvalidTag:
            raise SealBroken from None
