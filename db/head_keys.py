"""The key that signs heads (Ed25519): made once, kept from all but who signs; its public half checks them."""

from __future__ import annotations

import base64
import os
from dataclasses import replace
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from db.heads import Head, message
from db.trouble import StoreRefused

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

NAME = "firstline-head-key"
"""What the key's file is called, also as a credential of systemd; its public half has `.pub` behind it."""
_MOST = 10_000  # bytes of a key file
_NO_LIBRARY = "signing and checking heads needs the cryptography package; install firstline[desk]"


class HeadKey:
    """A key that signs."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    def signed(self, head: Head) -> Head:
        """The head with its signature."""
        return replace(head, signature=base64.b64encode(self._key.sign(message(head))).decode())


class PublicHeadKey:
    """The public half of a key: it tells whether a head was signed with the other half."""

    def __init__(self, key: Ed25519PublicKey) -> None:
        self._key = key

    def signed(self, head: Head) -> bool:
        """Whether the head's signature is right."""
        from cryptography.exceptions import InvalidSignature

        try:
            self._key.verify(base64.b64decode(head.signature, validate=True), message(head))
        except (InvalidSignature, ValueError):
            return False
        return True


def make_key(folder: Path) -> tuple[Path, Path]:
    """Make a new key and its public half in a folder (0400 and 0444); StoreRefused where one is there already."""
    try:
        from cryptography.hazmat.primitives import serialization as form
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    except ModuleNotFoundError as error:
        raise StoreRefused(_NO_LIBRARY) from error
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    public = key.public_key().public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo)
    paths = (folder / NAME, folder / f"{NAME}.pub")
    for path, text, mode in zip(paths, (private, public), (0o400, 0o444), strict=True):
        _write_new(path, text, mode)
    return paths


def find_key(given: Path | None) -> Path | None:
    """The key file that was given, else the one systemd handed over; None where there is neither."""
    if given is not None:
        return given
    handed = os.environ.get("CREDENTIALS_DIRECTORY", "")
    path = Path(handed) / NAME
    return path if handed and path.exists() else None


def load_key(path: Path) -> HeadKey:
    """The key in a file; StoreRefused when others may read it, or it is no such key."""
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key
    except ModuleNotFoundError as error:
        raise StoreRefused(_NO_LIBRARY) from error
    text = _read(path, secret=True)
    try:
        key = load_pem_private_key(text, None)
    except (ValueError, TypeError) as error:
        raise StoreRefused(f"{path} holds no key; make one with  firstline heads make-key DIR") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise StoreRefused(f"{path} holds a key of another kind; make one with  firstline heads make-key DIR")
    return HeadKey(key)


def load_public_key(path: Path) -> PublicHeadKey:
    """The public key in a file; StoreRefused when it is none."""
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        from cryptography.hazmat.primitives.serialization import load_pem_public_key
    except ModuleNotFoundError as error:
        raise StoreRefused(_NO_LIBRARY) from error
    try:
        key = load_pem_public_key(_read(path))
    except ValueError as error:
        raise StoreRefused(f"{path} holds no public key; name the file that ends in .pub") from error
    if not isinstance(key, Ed25519PublicKey):
        raise StoreRefused(f"{path} holds a public key of another kind; name the one made beside the head key")
    return PublicHeadKey(key)


def _read(path: Path, *, secret: bool = False) -> bytes:
    try:
        held = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        with os.fdopen(held, "rb") as file:
            found = os.fstat(held)
            if secret and found.st_mode & _foreign(path):
                raise StoreRefused(f"{path} may be read by others; take that away (chmod 0400) before it signs heads")
            return file.read(_MOST) if S_ISREG(found.st_mode) else b""
    except OSError as error:
        raise StoreRefused(f"{path} cannot be read ({error.strerror}); name the key's file") from error


def _foreign(path: Path) -> int:
    """The rights that nobody else may have; systemd shows the mask of its access list as the group's."""
    handed = os.environ.get("CREDENTIALS_DIRECTORY", "")
    return 0o007 if handed and path.parent == Path(handed) else 0o077


def _write_new(path: Path, text: bytes, mode: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        with os.fdopen(os.open(path, flags, mode), "wb") as file:
            file.write(text)
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
    except OSError as error:
        raise StoreRefused(f"{path} cannot be made ({error.strerror}); name another folder") from error
