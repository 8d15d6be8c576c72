"""Run with `python3 -m unittest` while standin runs; set STANDIN_URL if it is not on port 4700."""

import unittest

from consents import Consents
from standin import World


class ConsentsTest(unittest.TestCase):
    def setUp(self):
        self.world = World(self.id().split(".")[-1])
        self.addCleanup(self.world.drop)
        self.waits = []
        self.consents = Consents(
            "standin-org", "standin-key", "standin-secret", self.world.base_url("didomi"), sleep=self.sleep
        )

    def sleep(self, seconds):
        """Does not wait: advances the world's clock instead."""
        self.waits.append(seconds)
        self.world.advance(seconds * 1000)

    def statuses(self, operation):
        return [exchange["reply"]["status"] for exchange in self.world.exchanges(operation=operation)]

    def test_choices_are_read_back(self):
        self.consents.record("ann@example.com", {"newsletter": True, "profiling": False})
        self.assertEqual(self.consents.purposes("ann@example.com"), {"newsletter": True, "profiling": False})

    def test_worlds_are_apart(self):
        self.assertEqual(self.consents.purposes("ann@example.com"), {})

    def test_who_asks_too_often_waits_as_long_as_it_is_told(self):
        fault = self.world.add_fault(
            match={"provider": "didomi", "operation": "createEvent"},
            when={"first": 2},
            effect={"status": 429, "retryAfterSeconds": 30},
        )
        self.consents.record("ann@example.com", {"newsletter": True})
        self.assertEqual(self.waits, [30, 30])
        self.assertEqual(self.consents.purposes("ann@example.com"), {"newsletter": True})
        disturbed = [exchange.get("fault") for exchange in self.world.exchanges(operation="createEvent")]
        self.assertEqual(disturbed, [fault["id"], fault["id"], None])

    def test_a_token_that_has_expired_is_renewed(self):
        self.consents.record("ann@example.com", {"newsletter": True})
        self.world.advance("PT2H")
        self.assertEqual(self.consents.purposes("ann@example.com"), {"newsletter": True})
        self.assertEqual(self.statuses("createSession"), [200, 200])
        self.assertEqual(self.statuses("listUsers"), [401, 200])


if __name__ == "__main__":
    unittest.main()
