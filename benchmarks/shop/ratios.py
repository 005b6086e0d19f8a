"""Rounds on standard input, `ours p50 p99 p99.9 nginx p50 p99 p99.9` a line: prints medians and the median ratio."""
import statistics
import sys

rows = [[float(word) for word in line.split()] for line in sys.stdin if line.strip()]
column = lambda i: statistics.median(row[i] for row in rows)
ratio = statistics.median(row[0] / row[4] for row in rows)
print(f"{sys.argv[1]:16} {column(0):8.0f}/s p50 {column(1):.2f} p99 {column(2):.2f} p99.9 {column(3):.2f} ms   "
      f"nginx {column(4):8.0f}/s p50 {column(5):.2f} p99 {column(6):.2f} p99.9 {column(7):.2f} ms   ratio {ratio:.2f}")
