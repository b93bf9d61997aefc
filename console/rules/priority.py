"""How urgent a service is, as its rules say."""

from __future__ import annotations

from collections.abc import Mapping

from console.rules.catalogue import Service
from console.rules.condition import holds
from console.rules.wording import listed


def priority_of(service: Service, answers: Mapping[str, str]) -> tuple[int, str]:
    """How urgent it is, 1 to 5, and why: the strongest of the rules that hold, else the service's own without a why."""
    held = [rule for rule in service.rules if holds(rule.when, answers)]
    if not held:
        return service.priority, ""
    strongest = min(rule.priority for rule in held)
    return strongest, listed(dict.fromkeys(rule.because for rule in held if rule.priority == strongest))
