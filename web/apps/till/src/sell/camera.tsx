import { useEffect, useRef, useState } from "react";
import { BrowserMultiFormatReader, BarcodeFormat, type IScannerControls } from "@zxing/browser";
import { DecodeHintType } from "@zxing/library";
import { Notice, Sheet } from "@atelier/ui";
import { useSay, type WordKey } from "../words";

/** What stands on labels: EAN-13 by rule; the others on older stock and in-house labels. */
const FORMATS = [BarcodeFormat.EAN_13, BarcodeFormat.EAN_8, BarcodeFormat.UPC_A, BarcodeFormat.CODE_128, BarcodeFormat.QR_CODE];

/** The camera as a scanner: the first code it reads closes it. The camera is off as soon as this is gone. */
export default function Camera({ onCode, onClose }: { onCode: (code: string) => void; onClose: () => void }) {
  const say = useSay();
  const video = useRef<HTMLVideoElement>(null);
  const [problem, setProblem] = useState<WordKey | null>(null);
  const latest = useRef(onCode);
  latest.current = onCode;
  useEffect(() => {
    let gone = false;
    let controls: IScannerControls | undefined;
    const start = async () => {
      if (!navigator.mediaDevices) return setProblem("camera.insecure");
      const reader = new BrowserMultiFormatReader(new Map([[DecodeHintType.POSSIBLE_FORMATS, FORMATS]]), { delayBetweenScanAttempts: 120 });
      try {
        const running = await reader.decodeFromConstraints({ video: { facingMode: "environment" } }, video.current!, (result, _error, itself) => {
          if (!result || gone) return;
          gone = true;
          itself.stop();
          latest.current(result.getText());
        });
        if (gone) running.stop(); else controls = running;
      } catch (error) {
        if (!gone) setProblem(error instanceof DOMException && error.name === "NotAllowedError" ? "camera.refused" : "camera.none");
      }
    };
    void start();
    return () => { gone = true; controls?.stop(); };
  }, []);
  return (
    <Sheet open onOpenChange={onClose} side="centre" title={say("sell.camera")} closeLabel={say("close")}>
      {problem ? <Notice kind="error">{say(problem)}</Notice> : <><video ref={video} className="camera" muted playsInline /><p className="soft text-sm">{say("camera.text")}</p></>}
    </Sheet>
  );
}
