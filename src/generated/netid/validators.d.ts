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
export declare const common_400_application_json: Validator;
export declare const common_404_application_json: Validator;
export declare const common_405_application_json: Validator;
export declare const common_413_application_json: Validator;
export declare const common_429_application_json: Validator;
export declare const common_500_application_json: Validator;
export declare const exportPermissions_200_application_vnd_netid_permission_center_netid_permission_export_audit_list_v1_json: Validator;
export declare const exportPermissions_200_application_vnd_netid_permission_center_netid_permission_export_list_v1_json: Validator;
export declare const exportPermissions_200_application_vnd_netid_permission_center_tapp_netid_permissions_export_audit_list_v1_json: Validator;
export declare const exportPermissions_200_application_vnd_netid_permission_center_tapp_netid_permissions_export_list_v1_json: Validator;
export declare const exportPermissions_400_application_json: Validator;
export declare const exportPermissions_401_application_json: Validator;
export declare const exportPermissions_403_application_json: Validator;
export declare const exportPermissions_406_application_json: Validator;
export declare const exportPermissions_parameters: Validator;
export declare const preflightPermissions_parameters: Validator;
export declare const preflightStatus_parameters: Validator;
export declare const readStatus_200_application_vnd_netid_permission_center_netid_user_status_audit_v1_json: Validator;
export declare const readStatus_200_application_vnd_netid_permission_center_netid_user_status_v1_json: Validator;
export declare const readStatus_200_application_vnd_netid_permission_center_netid_user_status_v2_json: Validator;
export declare const readStatus_400_application_json: Validator;
export declare const readStatus_403_application_json: Validator;
export declare const readStatus_406_application_json: Validator;
export declare const readStatus_410_application_json: Validator;
export declare const readStatus_parameters: Validator;
export declare const writePermissions_201_application_vnd_netid_permission_center_netid_subject_status_audit_v1_json: Validator;
export declare const writePermissions_201_application_vnd_netid_permission_center_netid_subject_status_v1_json: Validator;
export declare const writePermissions_201_application_vnd_netid_permission_center_netid_subject_status_v2_json: Validator;
export declare const writePermissions_400_application_json: Validator;
export declare const writePermissions_403_application_json: Validator;
export declare const writePermissions_406_application_json: Validator;
export declare const writePermissions_410_application_json: Validator;
export declare const writePermissions_415_application_json: Validator;
export declare const writePermissions_parameters: Validator;
export declare const writePermissions_request_application_vnd_netid_permission_center_netid_permissions_v2_json: Validator;
