"""Seals what must not be read from the database: phone numbers and texts.

AES-256-GCM with a fresh 96-bit nonce for each value; look-ups go by a keyed hash (HMAC-SHA-256), because a
plain hash of a phone number is undone by trying all numbers. Both keys come from the operator's secret by HKDF.
"""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import WrongKey

NONCE_BYTES = 12


class Vault:
    """Opens what it sealed, and nothing else."""

    def __init__(self, secret: str) -> None:
        self._cipher = AESGCM(_derive(secret, b"seal"))
        self._lookup_key = _derive(secret, b"look-up")

    def seal(self, text: str) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, text.encode("utf-8"), None)

    def open(self, sealed: bytes) -> str:
        """Raise WrongKey when it was sealed with another secret, or was changed since."""
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None).decode("utf-8")
        except (InvalidTag, ValueError):  # ValueError: too short to hold a nonce
            raise WrongKey from None

    def lookup(self, phone: str) -> str:
        """The same 64 hex digits for the same phone and secret, of no use without the secret."""
        return hmac.new(self._lookup_key, phone.encode("utf-8"), hashlib.sha256).hexdigest()


def _derive(secret: str, purpose: bytes) -> bytes:
    kdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"smsup " + purpose)
    return kdf.derive(secret.encode("utf-8"))
