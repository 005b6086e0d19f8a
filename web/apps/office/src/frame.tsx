import { useRef, useState, type ReactNode } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { NavLink, useNavigate } from "react-router";
import { api, unwrap, type Schemas } from "@atelier/api";
import { Sheet } from "@atelier/ui";
import { LanguageSelect, useShortcuts } from "@atelier/staff";
import { useSay, type WordKey } from "./words";

const ROOMS = [["items", "i"], ["stock", "s"], ["orders", "o"], ["tasks", "t"], ["imports", "m"], ["subscribers", "e"]] as const;
/** After "g" the next key within this time names a room. */
const SECOND_KEY_WITHIN_MS = 1500;

export function Frame({ me, children }: { me: Schemas["StaffMe"]; children: ReactNode }) {
  const say = useSay();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [help, setHelp] = useState(false);
  const goAt = useRef(-Infinity);
  const room = (name: string) => () => { if (performance.now() - goAt.current < SECOND_KEY_WITHIN_MS) void navigate(`/${name}`); };
  useShortcuts({
    g: () => { goAt.current = performance.now(); }, "?": () => setHelp(true),
    "/": () => document.querySelector<HTMLInputElement>('input[type="search"]')?.focus(),
    ...Object.fromEntries(ROOMS.map(([name, key]) => [key, room(name)])),
  });
  const signOut = async () => { await unwrap(api.POST("/v1/office/sign-out")).catch(() => undefined); client.clear(); location.assign("/office/"); };
  return (
    <>
      <header className="head">
        <NavLink className="head-house" to="/items">Maison Verrane</NavLink>
        <nav aria-label={say("nav")}>{ROOMS.map(([name, key]) => <NavLink key={name} to={`/${name}`} title={`g ${key}`}>{say(`nav.${name}`)}</NavLink>)}</nav>
        <div className="head-end">
          <button type="button" className="link" onClick={() => setHelp(true)} aria-label={say("keys.title")} title={say("keys.title")}>?</button>
          <LanguageSelect />
          <span className="soft">{me.name}</span>
          <button type="button" className="link" onClick={() => void signOut()}>{say("sign_out")}</button>
        </div>
      </header>
      {children}
      <Sheet open={help} onOpenChange={setHelp} side="right" title={say("keys.title")} closeLabel={say("close")}>
        <dl className="keys">
          {([["/", "keys.search"], ["j  k", "keys.rows"], ["Enter", "keys.open"], ["Ctrl S", "keys.save"], ["?", "keys.title"], ["Esc", "close"]] as [string, WordKey | "close"][]).map(([key, word]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{say(word)}</dd></div>)}
          {ROOMS.map(([name, key]) => <div key={name}><dt><kbd>g</kbd> <kbd>{key}</kbd></dt><dd>{say(`nav.${name}`)}</dd></div>)}
        </dl>
      </Sheet>
    </>
  );
}
