/** What the sample of the vendor's page takes from around it. */
export interface Surroundings {
  readonly BASE_URL: string;
  readonly getClientToken: () => Promise<{ access_token: string } | undefined>;
  readonly fetch: typeof fetch;
  readonly console: { error(...values: unknown[]): void };
}

/** The sample that integrators start from, as the vendor's page prints it: its flaws are what the tests are about. */
export function createGetSessionDecision({ BASE_URL, getClientToken, fetch, console }: Surroundings) {
  const getSessionDecision = async (sessionId: string) => {
    const endpoint = `${BASE_URL}/auth/v2/session/${sessionId}/decision/`;
    const token = await getClientToken();

    if (!token) {
      console.error("Error fetching client token");
    } else {
      const headers = {
        "Content-Type": "application/json",
        Authorization: `Bearer ${token.access_token}`,
      };

      try {
        const response = await fetch(endpoint, {
          method: "GET",
          headers,
        });

        const data = await response.json();

        if (response.ok) {
          return data;
        } else {
          console.error("Error fetching session decision:", data.message);
          throw new Error(data.message);
        }
      } catch (err) {
        console.error("Network error:", err);
        throw err;
      }
    }
  };
  return getSessionDecision;
}
