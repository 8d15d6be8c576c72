// Written by `npm run generate`. Do not edit: change the spec.
/** How many complaints about each list and each map of a request are gathered, at least. */
export declare const complaints: { most: number };
interface ValidationError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}
interface Validator {
  (data: unknown): boolean;
  errors?: readonly ValidationError[] | null;
}
export declare const common_404_application_json: Validator;
export declare const common_405_application_json: Validator;
export declare const common_413_application_json: Validator;
export declare const common_429_application_json: Validator;
export declare const common_500_application_json: Validator;
export declare const recordConsentV2_201_application_json: Validator;
export declare const recordConsentV2_400_application_json: Validator;
export declare const recordConsentV2_401_application_json: Validator;
export declare const recordConsentV2_404_application_json: Validator;
export declare const recordConsentV2_parameters: Validator;
export declare const recordConsentV2_request_application_json: Validator;
export declare const recordConsentV2_request_application_x_www_form_urlencoded: Validator;
export declare const recordConsentV4_201_application_json: Validator;
export declare const recordConsentV4_400_application_json: Validator;
export declare const recordConsentV4_401_application_json: Validator;
export declare const recordConsentV4_404_application_json: Validator;
export declare const recordConsentV4_parameters: Validator;
export declare const recordConsentV4_request_application_json: Validator;
export declare const recordConsentV4_request_application_x_www_form_urlencoded: Validator;
export declare const recordConsent_201_application_json: Validator;
export declare const recordConsent_400_application_json: Validator;
export declare const recordConsent_401_application_json: Validator;
export declare const recordConsent_404_application_json: Validator;
export declare const recordConsent_parameters: Validator;
export declare const recordConsent_request_application_json: Validator;
export declare const recordConsent_request_application_x_www_form_urlencoded: Validator;
export declare const validateApiToken_200_application_json: Validator;
export declare const validateApiToken_404_application_json: Validator;
export declare const validateApiToken_503_application_json: Validator;
export declare const validateApiToken_parameters: Validator;
export declare const validateWebspace_200_application_json: Validator;
export declare const validateWebspace_404_application_json: Validator;
export declare const validateWebspace_503_application_json: Validator;
export declare const validateWebspace_parameters: Validator;
