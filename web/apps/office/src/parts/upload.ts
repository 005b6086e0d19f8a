import { ApiProblem, baseUrl, type Schemas } from "@atelier/api";

/** Sends a file of any size as it is, and tells how much has gone; `fetch` cannot tell. Fails with `ApiProblem`. */
export function upload<Answer = Schemas["Import"]>(path: string, file: File, type: string, onSent: (share: number) => void): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", baseUrl() + path);
    request.setRequestHeader("Content-Type", type);
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => onSent(total > 0 ? loaded / total : 0);
    request.onload = () => (request.status >= 200 && request.status < 300 ? resolve(request.response as Answer) : reject(ApiProblem.of(request.status, request.response)));
    request.onerror = request.ontimeout = () => reject(ApiProblem.network());
    request.send(file);
  });
}
