/** A request as it would have gone over the wire. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
}

export interface RecordingFetch {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly sent: readonly SentRequest[];
}

/** Stands in for the network: keeps every request and answers with whatever the test says. */
export function recordFetch(answer: (request: SentRequest) => Response | Promise<Response>): RecordingFetch {
  const sent: SentRequest[] = [];
  return {
    sent,
    async fetch(request) {
      const { method, url, headers } = request;
      const each = { method, url, headers, body: await request.text() };
      sent.push(each);
      return answer(each);
    },
  };
}

/** The path and query of a request. */
export const targetOf = ({ url }: SentRequest): string => url.slice(new URL(url).origin.length);
