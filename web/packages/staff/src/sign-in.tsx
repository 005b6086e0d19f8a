import { useState, type FormEvent } from "react";
import { Button, Notice, TextField } from "@atelier/ui";
import { LanguageSelect } from "./language-select";
import { isSignedOut, problemWord } from "./problem";
import { useSay } from "./words";

interface SignInProps {
  house: string;
  /** Which room this is: "Till". */
  room: string;
  /** Rejects with `ApiProblem`. */
  onSignIn: (user: string, password: string) => Promise<unknown>;
  notice?: string | undefined;
}

export function SignIn({ house, room, onSignIn, notice }: SignInProps) {
  const say = useSay();
  const [user, setUser] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await onSignIn(user.trim(), password);
    } catch (error) {
      setProblem(say(isSignedOut(error) ? "sign_in.wrong" : problemWord(error)));
    }
    setBusy(false);
  };
  return (
    <main className="sign-in">
      <form className="sign-in-form" onSubmit={(event) => void submit(event)}>
        <header>
          <p className="display-sm">{house}</p>
          <h1 className="display-md">{room}</h1>
        </header>
        {notice && <Notice>{notice}</Notice>}
        {problem && <Notice kind="error">{problem}</Notice>}
        <TextField label={say("sign_in.user")} value={user} onChange={(event) => setUser(event.target.value)} autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus required maxLength={100} />
        <TextField label={say("sign_in.password")} type="password" value={password} onChange={(event) => setPassword(event.target.value)} autoComplete="current-password" required maxLength={200} />
        <Button type="submit" wide busy={busy}>{say("sign_in.submit")}</Button>
        <LanguageSelect />
      </form>
    </main>
  );
}
