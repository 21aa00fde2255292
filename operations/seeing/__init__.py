"""How the site is seen: probes, figures, log lines, error mail, the page for 管理员."""
