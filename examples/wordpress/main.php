<?php
// A visitor has submitted a form. Prints what became of the consent, which a plugin would ignore.

// wp-config.php can lead the plugin to a standin itself.
if (getenv('AVACY_API_URL')) {
    define('AVACY_API_URL', getenv('AVACY_API_URL'));
}
require __DIR__ . '/wordpress.php';
require __DIR__ . '/plugin.php';

// Where WordPress is older than 6.2, or another library names its certificates: one line in a file of wp-content/mu-plugins.
if (getenv('WITH_FILTER')) {
    add_filter('http_request_args', fn ($args) => ['sslcertificates' => getenv('SSL_CERT_FILE') ?: $args['sslcertificates']] + $args);
}

$account = ['url' => AVACY_API_URL, 'tenant' => 'standin', 'webspace' => 1, 'token' => '1|standin-token'];
$posted = ['your-email' => 'ann@example.com', 'your-name' => 'Ann'];
$reply = avacy_send_consent($account, $posted, 'your-email', '<form class="wpcf7-form"></form>');
echo $reply['code'], ' ', json_decode((string) $reply['body'])->data->identifier ?? $reply['error'], "\n";
