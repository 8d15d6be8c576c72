<?php
// Records consents at the host that is built in, by each client of PHP, and prints what each request came to.

const URL = 'https://api.avacy.eu/standin/domains_groups/1/consents';
const HEADERS = ['authorization: Bearer 1|standin-token', 'content-type: application/json'];
$body = $argv[1];
$outcomes = [];

$curl = curl_init(URL);
curl_setopt_array($curl, [CURLOPT_POSTFIELDS => $body, CURLOPT_HTTPHEADER => HEADERS, CURLOPT_RETURNTRANSFER => true]);
curl_exec($curl);
$outcomes['curl'] = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);

$http = ['method' => 'POST', 'header' => HEADERS, 'content' => $body, 'ignore_errors' => true];
$reply = file_get_contents(URL, false, stream_context_create(['http' => $http]));
$outcomes['stream'] = [$http_response_header[0], isset(json_decode($reply)->data->id)];

$stream = fopen(str_replace('https:', 'http:', URL), 'r', false, stream_context_create(['http' => ['header' => []] + $http]));
$outcomes['stream in plain text, without credentials'] = stream_get_meta_data($stream)['wrapper_data'][0];
stream_get_contents($stream);

$outcomes['stream that the program refuses to read'] = @file_get_contents('https://api.avacy.eu/no-such');
echo json_encode($outcomes), "\n";
