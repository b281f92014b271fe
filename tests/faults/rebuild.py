#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""A service that was down while others went on, and whose file is then made anew from the streams, has still done
nothing of what it owes them: what it must tell, the referrals it must end with their consent. It does once it runs."""
import trial
from samspil import SERVICES

OWED = 5


def main() -> None:
    options = trial.arguments(__doc__).parse_args()
    with trial.begin(options) as (instance, load, verifier):
        trial.work(load, 150)
        load.pause()
        verifier.check_all(load)
        open_consents = [(case, consent_id) for case in load.cases for consent_id, _ in case.consents][:OWED]
        for case, consent_id in open_consents:  # the load must not withdraw them again: that is answered without an event
            case.consents = [each for each in case.consents if each[0] != consent_id]
        instance.halt("disclosures", "referrals")
        for case, consent_id in open_consents:
            # Answered when it is effective: when those who are down have lost their lease.
            load.ledger.must(case.citizen, "consents.withdraw_consent", consent_id=consent_id)
        for home in load.homes:
            load.ledger.must(home.worker, "cases.open_case", citizen_name="Ida Invented")
        instance.halt("gateway", *SERVICES)
        for service in SERVICES:
            instance.run_verb(service, "rebuild")
        instance.resume(*SERVICES, "gateway")
        instance.wait_ready()
        verifier.check_all(load)
        load.go()
        trial.end(instance, load, verifier)


if __name__ == "__main__":
    main()
