"""Run as a process by test_races: gives one look after the other at agreed moments, and says what came of each.

python -m tests.catalog.publication.racing USER ACTION STATE…

It says "ready" when it has read all, and is told on its standard input when to start.
"""

import json
import sys
import time

import django

BETWEEN = 0.15


def main(user_pk: str, action: str, *states: str) -> None:
    django.setup()
    from wagtail.models import TaskState

    from accounts.models import User
    from catalog.publication.refusals import Refused

    user = User.objects.get(pk=user_pk)
    read = [(state, state.task.specific) for state in (TaskState.objects.get(pk=pk) for pk in states)]
    print("ready", flush=True)
    start = float(sys.stdin.readline())
    outcomes = []
    for place, (state, look) in enumerate(read):
        time.sleep(max(0.0, start + place * BETWEEN - time.time()))
        try:
            look.on_action(state, user, action, comment="")
        except Refused as refusal:
            outcomes.append(str(refusal))
        else:
            outcomes.append("won")
    print(json.dumps(outcomes))


if __name__ == "__main__":
    main(*sys.argv[1:])
