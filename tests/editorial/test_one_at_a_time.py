"""What may run only once at a time waits for the one that runs."""

import threading

from editorial.one_at_a_time import once_in_folder


def test_the_second_waits_until_the_first_is_done(tmp_path, caplog):
    done = []

    def second():
        with once_in_folder(tmp_path / "lock"):
            done.append("second")

    waiting = threading.Thread(target=second)
    with once_in_folder(tmp_path / "lock"):
        waiting.start()
        waiting.join(0.1)
        done.append("first")
    waiting.join()
    assert done == ["first", "second"]
    assert "另一个进程正在做同样的事" in caplog.text
