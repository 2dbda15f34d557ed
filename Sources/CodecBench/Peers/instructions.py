"""Compares counted instructions with the table that is kept. Counts hold for one compiler and processor only."""
import sys

kept_path, now_path = sys.argv[1:3]
mode = sys.argv[3] if len(sys.argv) > 3 else ""


def read(path):
    try:
        lines = open(path).read().splitlines()
    except FileNotFoundError:
        return "", {}
    if not lines:
        return "", {}
    return lines[0], {tuple(line.split("\t")[:2]): int(line.split("\t")[2]) for line in lines[1:]}


kept_head, kept = read(kept_path)
now_head, now = read(now_path)
worse = []
print(f"{'message':16}{'operation':13}{'instructions':>13}{'kept':>9}{'change':>9}")
for key, count in now.items():
    before = kept.get(key)
    change = f"{(count / before - 1) * 100:+.1f} %" if before else "new"
    print(f"{key[0]:16}{key[1]:13}{count:13}{before or '':>9}{change:>9}")
    if before and count > before * 1.1:
        worse.append(f"{key[0]} {key[1]}: {before} -> {count}")
if mode == "--write":
    open(kept_path, "w").write(open(now_path).read())
    print(f"{kept_path} is written")
elif mode == "--check":
    if kept_head != now_head:
        sys.exit(
            f"not compared: the table is of {kept_head[2:]}, this is {now_head[2:]}\n"
            "  next: scripts/bench codec --instructions --write, and look at the change before it is kept")
    elif worse:
        sys.exit("over 10 % worse:\n  " + "\n  ".join(worse))
    else:
        print("nothing is over 10 % worse")
elif mode:
    sys.exit(f"unknown option {mode}")
