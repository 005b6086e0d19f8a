"""Asks the store for every item and for many listings; leaves their targets and, for nginx, files of the same bytes."""
import itertools
import json
import os
import sys
import urllib.request

base, work = sys.argv[1:]
AUDIENCE = "market=fr&locale=en"


def get(target):
    with urllib.request.urlopen(base + target) as answer:
        return answer.read()


def leave(name, targets):
    os.makedirs(f"{work}/www/{name}", exist_ok=True)
    sizes = []
    with open(f"{work}/{name}.ours", "w") as ours, open(f"{work}/{name}.nginx", "w") as nginx:
        for number, target in enumerate(targets):
            body = get(target)
            sizes.append(len(body))
            open(f"{work}/www/{name}/{number}.json", "wb").write(body)
            ours.write(target + "\n")
            nginx.write(f"/{name}/{number}.json\n")
    print(f"{name}: {len(sizes)} different answers of {sum(sizes) // len(sizes)} bytes on average")


handles, cursor = [], ""
while len(handles) < 5000:
    page = json.loads(get(f"/v1/items?{AUDIENCE}&limit=48&sort=name" + (f"&cursor={cursor}" if cursor else "")))
    handles += [item["handle"] for item in page["items"]]
    cursor = page["next_cursor"]
    if not cursor:
        break
leave("items", [f"/v1/items/{handle}?{AUDIENCE}" for handle in handles])

facets = json.loads(get(f"/v1/items?{AUDIENCE}&limit=1"))["facets"]
categories = [""] + [f"&category={value['value']}" for value in facets["category"]][:20]
colours = [""] + [f"&colour={value['value']}" for value in facets["colour"]][:8]
sorts = ["", "&sort=price_asc", "&sort=newest"]
leave("listings", [f"/v1/items?{AUDIENCE}&limit=24{c}{k}{s}" for c, k, s in itertools.product(categories, colours, sorts)])
