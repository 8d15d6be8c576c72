<?php
// A plugin that records the consent of a submitted form, as that of Avacy does: the host is fixed, and the body is a form.

defined('AVACY_API_URL') || define('AVACY_API_URL', 'https://api.avacy.eu');

function avacy_send_consent(array $account, array $posted, string $identifier, string $form): array
{
    $data = [];
    foreach ($posted as $label => $value) {
        $data[] = ['label' => $label, 'value' => $value];
    }
    return wp_remote_post("{$account['url']}/{$account['tenant']}/v4/webspaces/{$account['webspace']}/consents", [
        'headers' => ['Accept' => 'application/json', 'Authorization' => "Bearer {$account['token']}"],
        'body' => [
            'ip_address' => $_SERVER['REMOTE_ADDR'] ?? '0.0.0.0',
            'consent_type' => 'form',
            'optin' => 'accepted',
            'consent_data' => $data,
            'identifier' => $posted[$identifier],
            'source' => 'plugin',
            'consent_features' => ['privacy_policy', 'cookie_policy'],
            'html_form' => $form,
        ],
    ]);
}
