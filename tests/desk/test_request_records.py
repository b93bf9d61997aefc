"""How a service's requests went: what a department takes, and which questions let it down."""

from __future__ import annotations

from console.desk import verbs as v
from console.desk.local import LocalDesk
from console.rules.facts import PlaceSet
from console.rules.wait import ENOUGH
from tests.rules.factory import CENTRE, START

HOUR = 3_600_000


async def test_eight_in_ten_of_a_department_and_the_questions_that_failed(url: str) -> None:
    """Nothing is said of too few; then what 8 in 10 took, and what was sent back for which question."""
    now = [START]
    desk = await LocalDesk.open(url, CENTRE, position="P1", who="ann", now=lambda: now[0])
    pothole = CENTRE.service_by_code["POTHOLE"]
    try:
        assert (await desk.enquiries.served(pothole, now[0])).done_in is None
        for number in range(1, ENOUGH + 1):
            await desk.ask(v.OpenIncident())
            await desk.ask(v.SetPlace(PlaceSet(number, f"{number} ELM ST")))
            await desk.ask(v.SetType(number, "POTHOLE"))
            await desk.ask(v.SetDetail(number, "size", "a foot"))
            await desk.ask(v.RequestService(number))
            if number <= 3:
                await desk.ask(v.AskBack(number, "which lane", "lane" if number < 3 else ""))
        for number in range(1, ENOUGH + 1):
            now[0] += HOUR
            await desk.ask(v.FinishRequest(number, "repaired"))
        served = await desk.enquiries.served(pothole, now[0] + 11 * 60_000)
        assert served.sent_back == (("lane", 2), ("", 1))
        assert served.done_in is not None
        assert (round(served.done_in.seconds / 3600, 1), served.done_in.n) == (24.2, ENOUGH)
    finally:
        await desk.close()
