import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Records consents at the host that is built in, and prints what each request came to. */
public class Consent {
    static final String URL = "://api.avacy.eu/standin/domains_groups/1/consents";

    public static void main(String[] arguments) throws Exception {
        var body = HttpRequest.BodyPublishers.ofString(arguments[0]);
        var client = HttpClient.newHttpClient();
        var secure = HttpRequest.newBuilder(URI.create("https" + URL))
            .header("authorization", "Bearer 1|standin-token").header("content-type", "application/json").POST(body).build();
        var plain = HttpRequest.newBuilder(URI.create("http" + URL)).POST(body).build();
        var first = client.send(secure, BodyHandlers.ofString());
        System.out.printf("{\"%s\":%d,\"plain\":%d}%n",
            first.version(), first.statusCode(), client.send(plain, BodyHandlers.ofString()).statusCode());
    }
}
