<?php

/**
 * Laravel 8 behind PHP's own web server, with the middleware that every request passes in a new application and routes that
 * answer what they were given. HandleCors is left out: its package is not part of the framework.
 */

require_once '/usr/share/php/Illuminate/autoload.php';

use Illuminate\Contracts\Debug\ExceptionHandler;
use Illuminate\Foundation\Application;
use Illuminate\Foundation\Exceptions\Handler;
use Illuminate\Foundation\Http\Kernel;
use Illuminate\Foundation\Http\Middleware\ConvertEmptyStringsToNull;
use Illuminate\Foundation\Http\Middleware\PreventRequestsDuringMaintenance;
use Illuminate\Foundation\Http\Middleware\TrimStrings;
use Illuminate\Foundation\Http\Middleware\ValidatePostSize;
use Illuminate\Http\Middleware\TrustProxies;
use Illuminate\Http\Request;
use Illuminate\Http\UploadedFile;
use Illuminate\Support\Facades\Facade;

// As the front controller of an application: there is one script, and all paths lead to it.
$_SERVER['SCRIPT_NAME'] = '/index.php';
$_SERVER['PHP_SELF'] = '/index.php';
$_SERVER['SCRIPT_FILENAME'] = __DIR__ . '/index.php';

/** As in a new application: passwords are not trimmed. */
class ApplicationTrimStrings extends TrimStrings
{
    protected $except = ['current_password', 'password', 'password_confirmation'];
}

class ApplicationKernel extends Kernel
{
    protected $middleware = [
        TrustProxies::class,
        PreventRequestsDuringMaintenance::class,
        ValidatePostSize::class,
        ApplicationTrimStrings::class,
        ConvertEmptyStringsToNull::class,
    ];
    // No configuration files and providers: only what requests pass.
    protected $bootstrappers = [];
}

/** Shows a value without altering any: numbers as text, bytes that are no text in hexadecimal. */
function show($value)
{
    if (is_int($value)) return ['$number' => (string) $value];
    if (is_float($value)) return ['$number' => is_finite($value) ? json_encode($value) : (string) $value];
    if (is_string($value) && !mb_check_encoding($value, 'UTF-8')) return ['$bytes' => bin2hex($value)];
    if ($value instanceof UploadedFile)
        return ['$file' => [
            'filename' => show($value->getClientOriginalName()),
            'type' => show($value->getClientMimeType()),
            'size' => $value->getSize(),
            'sha256' => hash_file('sha256', $value->getPathname()),
        ]];
    if (!is_array($value)) return $value;
    if ($value === []) return ['$empty' => true];
    if (array_is_list($value)) return array_map('show', $value);
    $members = [];
    foreach ($value as $name => $each) $members[mb_check_encoding((string) $name, 'UTF-8') ? $name : '$bytes ' . bin2hex($name)] = show($each);
    return (object) $members;
}

function answer(string $operation, Request $request)
{
    return new Illuminate\Http\Response(json_encode([
        'operation' => $operation,
        'path' => (object) array_map('show', $request->route()->parameters()),
        'query' => show($request->query->all()),
        'headers' => ['x-probe' => show($request->header('x-probe'))],
        'body' => show($request->isJson() ? $request->json()->all() : ($request->request === $request->query ? [] : $request->request->all())),
        'input' => show($request->input()),
        'files' => show($request->allFiles()),
    ], JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_PRESERVE_ZERO_FRACTION | JSON_THROW_ON_ERROR), 200, ['content-type' => 'application/json']);
}

/** Exceptions become replies as Laravel's own handler makes them for an API; nothing is logged. */
class ApplicationHandler extends Handler
{
    protected function shouldReturnJson($request, Throwable $exception)
    {
        return true;
    }

    public function report(Throwable $exception)
    {
    }
}

$app = new Application(sys_get_temp_dir() . '/standin-laravel');
$app->singleton(Illuminate\Contracts\Http\Kernel::class, ApplicationKernel::class);
$app->singleton(ExceptionHandler::class, ApplicationHandler::class);
$app->instance('config', new Illuminate\Config\Repository(['app' => ['debug' => false, 'env' => 'production']]));
Facade::setFacadeApplication($app);
date_default_timezone_set('UTC');
mb_internal_encoding('UTF-8');

$router = $app['router'];
foreach (['GET', 'POST'] as $method)
    $router->addRoute($method, 'echo', fn (Request $request) => answer("$method echo", $request));
foreach (['GET', 'PATCH', 'DELETE'] as $method)
    $router->addRoute($method, 'echo/{id}', fn (Request $request) => answer("$method one echo", $request));
foreach (['GET', 'POST'] as $method)
    $router->addRoute($method, 'echo/{owner}/items', fn (Request $request) => answer("$method items", $request));

$kernel = $app->make(Illuminate\Contracts\Http\Kernel::class);
$response = $kernel->handle($request = Request::capture());
$response->send();
$kernel->terminate($request, $response);
