"""What departments say that they do, and who signed it."""

from __future__ import annotations

from msgspec import Struct

from console.rules.catalogue import Service


class ServiceDefined(Struct, frozen=True):
    """A service as it is from now on, in place of any other of that code."""

    service: Service


class ServiceSigned(Struct, frozen=True):
    """The entry's person answers for these very words until `review_by` (ISO date); `service` is what was signed."""

    service: Service
    review_by: str
