/** What PHP reads before a program: the settings of a file that it finds in a folder of settings, and code that it runs first. */

/** @param prepended path of the code to run first */
export const toPhpSettings = (bundle: string, prepended: string): string =>
  [`curl.cainfo="${bundle}"`, `openssl.cafile="${bundle}"`, `auto_prepend_file="${prepended}"`, ""].join("\n");

/**
 * PHP's streams (`file_get_contents`, `fopen`) know no variable for a proxy, and a context that the program makes has none of the
 * defaults. So the wrappers for `http` and `https` are replaced by one that adds the proxy to the context, and has PHP's own do the rest.
 *
 * WordPress (from 6.2 on) gives curl a file of certificates of its own with each request, which no setting overrules. It calls curl from
 * within a namespace, where a function of the same name comes first: this one names our file instead.
 *
 * @param port of the proxy
 * @param bundle path of the certificates to trust
 */
export const toPhpCode = (port: number, bundle: string): string => `<?php
namespace WpOrg\\Requests\\Transport {
    if (!function_exists(__NAMESPACE__ . '\\\\curl_setopt')) {
        function curl_setopt($handle, int $option, $value): bool
        {
            return \\curl_setopt($handle, $option, $option === CURLOPT_CAINFO ? ${quoted(bundle)} : $value);
        }
    }
}

namespace {
if (!class_exists('StandinStream', false)) {
    final class StandinStream implements ArrayAccess, IteratorAggregate, Countable
    {
        /** @var resource|null */
        public $context;
        private $stream;
        private $lines = [];

        public static function install(): void
        {
            foreach (['http', 'https'] as $scheme) {
                if (in_array($scheme, stream_get_wrappers(), true)) {
                    stream_wrapper_unregister($scheme);
                    stream_wrapper_register($scheme, self::class, STREAM_IS_URL);
                }
            }
        }

        private static function natively(callable $run)
        {
            foreach (['http', 'https'] as $scheme) {
                @stream_wrapper_restore($scheme);
            }
            try {
                return $run();
            } finally {
                self::install();
            }
        }

        /** This machine is asked without the proxy. */
        private static function isLocal(string $url): bool
        {
            $host = strtolower((string) parse_url($url, PHP_URL_HOST));
            return $host === 'localhost' || $host === '[::1]' || strpos($host, '127.') === 0;
        }

        private function prepare(string $url)
        {
            $context = is_resource($this->context) ? $this->context : stream_context_get_default();
            $options = stream_context_get_options($context);
            if (empty($options['http']['proxy']) && !self::isLocal($url)) {
                stream_context_set_option($context, 'http', 'proxy', 'tcp://127.0.0.1:${port}');
                if (stripos($url, 'http:') === 0) {
                    stream_context_set_option($context, 'http', 'request_fulluri', true);
                }
            }
            return $context;
        }

        public function stream_open(string $url, string $mode, int $options, ?string &$opened): bool
        {
            $context = $this->prepare($url);
            $isQuiet = ($options & STREAM_REPORT_ERRORS) === 0;
            $this->stream = self::natively(function () use ($url, $mode, $context, $isQuiet, &$http_response_header) {
                $stream = $isQuiet ? @fopen($url, $mode, false, $context) : fopen($url, $mode, false, $context);
                $this->lines = $http_response_header ?? [];
                return $stream;
            });
            // Where the program has not called from within a function, this is the variable that PHP would have set.
            $GLOBALS['http_response_header'] = $this->lines;
            return $this->stream !== false;
        }

        public function stream_read(int $count) { return fread($this->stream, $count); }
        public function stream_write(string $data) { return fwrite($this->stream, $data); }
        public function stream_eof(): bool { return feof($this->stream); }
        public function stream_stat() { return fstat($this->stream); }
        public function stream_close(): void { if (is_resource($this->stream)) { fclose($this->stream); } }
        public function stream_cast(int $as) { return $this->stream; }
        public function stream_set_option(int $option, int $one, ?int $two): bool
        {
            if ($option === STREAM_OPTION_READ_TIMEOUT) { return stream_set_timeout($this->stream, $one, (int) $two); }
            if ($option === STREAM_OPTION_BLOCKING) { return stream_set_blocking($this->stream, (bool) $one); }
            return false;
        }
        public function url_stat(string $url, int $flags) { return false; }

        /** The header lines, as stream_get_meta_data()['wrapper_data'] has them. */
        public function offsetExists($at): bool { return isset($this->lines[$at]); }
        #[\\ReturnTypeWillChange]
        public function offsetGet($at) { return $this->lines[$at] ?? null; }
        public function offsetSet($at, $value): void {}
        public function offsetUnset($at): void {}
        public function count(): int { return count($this->lines); }
        public function getIterator(): Iterator { return new ArrayIterator($this->lines); }
    }
    StandinStream::install();
}
}
`;

const quoted = (text: string): string => `'${text.replaceAll(/[\\']/g, "\\$&")}'`;
