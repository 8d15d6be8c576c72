// Written by `npm run generate`. Do not edit: change mocks/didit/scenarios.yaml.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Aml: {
            status: components["schemas"]["CheckStatus"];
            total_hits: number;
            score: number;
            hits: components["schemas"]["AmlHit"][];
        };
        /** @description One person on a list who resembles the verified one. */
        AmlHit: {
            id: string;
            match: boolean;
            /** @description Likeness from 0 to 1, unlike the score of the whole check. */
            score: number;
            /** @description Whether this person is themselves the subject of a list. */
            target: boolean;
            caption: string;
            datasets: components["schemas"]["Strings"];
            /** @description Contribution of each compared trait to the score. */
            features: {
                [key: string]: number;
            };
            last_seen: components["schemas"]["ZonelessTime"];
            first_seen: components["schemas"]["ZonelessTime"];
            last_change: components["schemas"]["ZonelessTime"];
            /** @description What the list says about the person. What it does not say is absent. */
            properties: {
                name?: components["schemas"]["Strings"];
                alias?: components["schemas"]["Strings"];
                notes?: components["schemas"]["Strings"];
                gender?: components["schemas"]["Strings"];
                topics?: components["schemas"]["Strings"];
                position?: components["schemas"]["Strings"];
            };
        };
        AmlScreening: {
            node_id: components["schemas"]["NodeId"];
            status: components["schemas"]["CheckStatus"];
            warnings: components["schemas"]["NodeWarnings"];
            total_hits: number;
            score: components["schemas"]["Percentage"];
            entity_type: string;
            screened_data: {
                full_name: string | null;
                date_of_birth: string | null;
                nationality: string | null;
                document_number: string | null;
            };
            is_ongoing_monitoring_enabled: boolean;
            next_ongoing_monitoring_bill_date: string | null;
            hits: components["schemas"]["ScreeningHit"][];
        };
        /** @description The decision. */
        AnyDecision: components["schemas"]["VerificationDecision"] | components["schemas"]["WorkflowDecision"];
        /** @description Result of one check, such as `Approved`. The words are not listed by the vendor. */
        CheckStatus: string;
        ConfirmedSession: {
            session_id: string;
            session_token: string;
            url: string;
            decision: components["schemas"]["SessionDecision"];
        };
        /** @description How the person is reached. What was not given is absent. */
        ContactDetails: {
            /** Format: email */
            email?: string;
            phone?: string;
            send_notification_emails?: boolean;
            email_lang?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description As given; null if nothing was given. */
        ContactOrNull: components["schemas"]["ContactDetails"] | null;
        Coordinates: {
            latitude: components["schemas"]["Latitude"];
            longitude: components["schemas"]["Longitude"];
        };
        Distance: {
            /** @description Kilometres. */
            distance: number;
            /** @description Compass point, such as `NE`. */
            direction: string;
        };
        EmailVerification: {
            node_id: components["schemas"]["NodeId"];
            status: components["schemas"]["CheckStatus"];
            warnings: components["schemas"]["NodeWarnings"];
            email: string;
            is_breached: boolean;
            breaches: {
                [key: string]: unknown;
            }[];
            is_disposable: boolean;
            is_undeliverable: boolean;
            verification_attempts: number;
            /** Format: date-time */
            verified_at: string | null;
            lifecycle: components["schemas"]["LifecycleStep"][];
        };
        /**
         * @description Whether the application is one of the sandbox.
         * @enum {string}
         */
        Environment: "live" | "sandbox";
        /** @description What the caller knows of the person. What was not given is absent. */
        ExpectedDetails: {
            first_name?: string;
            last_name?: string;
            /** Format: date */
            date_of_birth?: string;
            /** @enum {string} */
            gender?: "M" | "F";
            nationality?: string;
            id_country?: string;
            poa_country?: string;
            address?: string;
            identification_number?: string;
            ip_address?: string;
            /** @description In any case; repeated ones count once. */
            expected_document_types?: string[];
        } & {
            [key: string]: unknown;
        };
        /** @description As given; null if nothing was given. */
        ExpectedOrNull: components["schemas"]["ExpectedDetails"] | null;
        Face: {
            status: components["schemas"]["CheckStatus"];
            face_match_status: components["schemas"]["CheckStatus"];
            liveness_status: components["schemas"]["CheckStatus"];
            face_match_similarity: components["schemas"]["Percentage"];
            liveness_confidence: components["schemas"]["Percentage"];
            /** Format: uri */
            source_image: string;
            /** Format: uri */
            target_image: string;
            /** Format: uri */
            video_url: string;
            /** @description Years. */
            age_estimation?: number;
            gender_estimation?: {
                male: components["schemas"]["Percentage"];
                female: components["schemas"]["Percentage"];
            };
        };
        FaceMatch: {
            node_id: components["schemas"]["NodeId"];
            status: components["schemas"]["CheckStatus"];
            warnings: components["schemas"]["NodeWarnings"];
            score: components["schemas"]["Percentage"];
            source_image: components["schemas"]["MediaUrl"];
            target_image: components["schemas"]["MediaUrl"];
            source_image_session_id: string | null;
        };
        /**
         * @description The checks to run: document (`OCR`), its chip (`NFC`), sanction and watch lists (`AML`), liveness and likeness
         *     (`FACE`).
         * @enum {string}
         */
        Features: "OCR" | "OCR + NFC" | "OCR + AML" | "OCR + NFC + AML" | "OCR + FACE" | "OCR + NFC + FACE" | "OCR + FACE + AML" | "OCR + NFC + FACE + AML";
        /** @description What a document says. A member is null if the document does not tell it. */
        IdVerification: {
            node_id: components["schemas"]["NodeId"];
            status: components["schemas"]["CheckStatus"];
            warnings: components["schemas"]["NodeWarnings"];
            /** @description Such as `Passport` or `Identity Card`. */
            document_type: string | null;
            document_number: string | null;
            personal_number: string | null;
            first_name: string | null;
            last_name: string | null;
            full_name: string | null;
            /** Format: date */
            date_of_birth: string | null;
            /** @description Years. */
            age: number | null;
            /** Format: date */
            date_of_issue: string | null;
            /** Format: date */
            expiration_date: string | null;
            /** @description ISO 3166-1 alpha-3, but for some documents of states of the USA. */
            issuing_state: string | null;
            issuing_state_name: string | null;
            nationality: string | null;
            gender: string | null;
            marital_status: string | null;
            place_of_birth: string | null;
            address: string | null;
            formatted_address: string | null;
            /** @description The address in parts. */
            parsed_address: {
                [key: string]: unknown;
            } | null;
            portrait_image: components["schemas"]["MediaUrl"];
            front_image: components["schemas"]["MediaUrl"];
            back_image: components["schemas"]["MediaUrl"];
            front_video: components["schemas"]["MediaUrl"];
            back_video: components["schemas"]["MediaUrl"];
            full_front_image: components["schemas"]["MediaUrl"];
            full_back_image: components["schemas"]["MediaUrl"];
            front_image_camera_front: components["schemas"]["MediaUrl"];
            back_image_camera_front: components["schemas"]["MediaUrl"];
            front_image_camera_front_face_match_score: number | null;
            back_image_camera_front_face_match_score: number | null;
            front_image_quality_score: components["schemas"]["ImageQuality"];
            back_image_quality_score: components["schemas"]["ImageQuality"];
            extra_fields: {
                [key: string]: unknown;
            };
            extra_files: components["schemas"]["MediaUrl"][];
            matches: {
                [key: string]: unknown;
            }[];
        };
        ImageQuality: {
            overall_score: number;
            focus_score: number;
            brightness_score: number;
            brightness_issue: string | null;
            resolution_score: number;
            is_document_fully_visible: boolean;
        } | null;
        /** @description The person's device and internet address. */
        IpAnalysis: {
            node_id: components["schemas"]["NodeId"];
            status: components["schemas"]["CheckStatus"];
            warnings: components["schemas"]["NodeWarnings"];
            device_fingerprint: string | null;
            device_brand: string | null;
            device_model: string | null;
            browser_family: string;
            os_family: string;
            platform: string;
            ip_address: string;
            ip_country: string;
            ip_country_code: string;
            ip_state: string;
            ip_city: string;
            latitude: components["schemas"]["Latitude"];
            longitude: components["schemas"]["Longitude"];
            isp: string | null;
            organization: string | null;
            is_vpn_or_tor: boolean;
            is_data_center: boolean;
            time_zone: string;
            /** @description Hours, such as -8; a text in version 1. */
            time_zone_offset: number;
            ip: components["schemas"]["IpPlace"];
            id_document: components["schemas"]["IpPlace"];
            poa_document: components["schemas"]["IpPlace"];
        };
        /** @description A place, and how far it is from the others. */
        IpPlace: {
            [key: string]: unknown;
        } | null;
        /** @description The document. A member is null if the document does not tell it. */
        Kyc: {
            status: components["schemas"]["CheckStatus"];
            ocr_status: components["schemas"]["CheckStatus"];
            epassport_status: components["schemas"]["CheckStatus"];
            document_type: string | null;
            document_number: string | null;
            personal_number: string | null;
            portrait_image: components["schemas"]["MediaUrl"];
            front_image: components["schemas"]["MediaUrl"];
            front_video: components["schemas"]["MediaUrl"];
            back_image: components["schemas"]["MediaUrl"];
            back_video: components["schemas"]["MediaUrl"];
            full_front_image: components["schemas"]["MediaUrl"];
            full_back_image: components["schemas"]["MediaUrl"];
            /** Format: date */
            date_of_birth: string | null;
            /** Format: date */
            expiration_date: string | null;
            /** Format: date */
            date_of_issue: string | null;
            /** @description ISO 3166-1 alpha-3. */
            issuing_state: string | null;
            issuing_state_name: string | null;
            first_name: string | null;
            last_name: string | null;
            full_name: string | null;
            /** @enum {string|null} */
            gender: "M" | "F" | null;
            /** @description As printed. */
            address: string | null;
            formatted_address: string | null;
            /** @description Whether the chip was read and is genuine. */
            is_nfc_verified: boolean | null;
            /** @description The address in parts, which the vendor does not list. */
            parsed_address: {
                [key: string]: unknown;
            } | null;
            place_of_birth: string | null;
            marital_status: string | null;
            nationality: string | null;
            created_at: components["schemas"]["MicrosecondTime"] | null;
        };
        /** @description Degrees, north positive. */
        Latitude: number;
        LifecycleStep: {
            type: string;
            /** Format: date-time */
            timestamp: string;
            details: {
                [key: string]: unknown;
            } | null;
            fee: number;
        };
        LivenessCheck: {
            node_id: components["schemas"]["NodeId"];
            status: components["schemas"]["CheckStatus"];
            warnings: components["schemas"]["NodeWarnings"];
            /** @enum {string} */
            method: "PASSIVE" | "ACTIVE_3D" | "FLASHING";
            score: components["schemas"]["Percentage"];
            age_estimation: number | null;
            face_quality: number | null;
            face_luminance: number | null;
            reference_image: components["schemas"]["MediaUrl"];
            video_url: components["schemas"]["MediaUrl"];
            matches: {
                [key: string]: unknown;
            }[];
        };
        /** @description The person's device and internet address. */
        Location: {
            device_brand: string | null;
            device_model: string | null;
            browser_family: string;
            os_family: string;
            /** @description Such as `mobile` or `desktop`. */
            platform: string;
            ip_country: string;
            /** @description ISO 3166-1 alpha-2. */
            ip_country_code: string;
            ip_state: string;
            ip_city: string;
            latitude: components["schemas"]["Latitude"];
            longitude: components["schemas"]["Longitude"];
            ip_address: string;
            isp: string | null;
            organization: string | null;
            is_vpn_or_tor: boolean;
            is_data_center: boolean;
            /** @description IANA name. */
            time_zone: string;
            /** @description Such as `+0100`. */
            time_zone_offset: string;
            status: components["schemas"]["CheckStatus"];
            /** @description The address of the document on the map; null if it has none. */
            document_location: components["schemas"]["Coordinates"] | null;
            ip_location: components["schemas"]["Coordinates"];
            /** @description Null if `document_location` is null. */
            distance_from_document_to_ip_km: components["schemas"]["Distance"] | null;
        };
        /** @description Degrees, east positive. */
        Longitude: number;
        /**
         * Format: uri
         * @description Temporary address of an image or video; null if there is none.
         */
        MediaUrl: string | null;
        /**
         * Format: date-time
         * @description UTC, with microseconds.
         */
        MicrosecondTime: string;
        /**
         * Format: date-time
         * @description UTC, with milliseconds.
         */
        MillisecondTime: string;
        /** @description What the chip of a document says. Its members are not documented by the vendor. */
        NfcVerification: {
            node_id: components["schemas"]["NodeId"];
            status: components["schemas"]["CheckStatus"];
            warnings: components["schemas"]["NodeWarnings"];
            portrait_image: components["schemas"]["MediaUrl"];
            is_authentic: boolean;
        } & {
            [key: string]: unknown;
        };
        /** @description The node of the workflow that ran the check, such as `feature_ocr`. */
        NodeId: string;
        /** @description The result of one check. The vendor's further members are not listed here. */
        NodeReport: {
            node_id: components["schemas"]["NodeId"];
            status: components["schemas"]["CheckStatus"];
            warnings: components["schemas"]["NodeWarnings"];
        } & {
            [key: string]: unknown;
        };
        /** @description Something a check noticed. */
        NodeWarning: {
            risk: string;
            additional_data: {
                [key: string]: unknown;
            } | null;
            /** @enum {string} */
            log_type: "information" | "warning" | "error";
            short_description: string;
            long_description: string;
        } & {
            [key: string]: unknown;
        };
        NodeWarnings: components["schemas"]["NodeWarning"][];
        /** @description Members of the results that differ. Those of checks that have not run have no effect. */
        Overrides: {
            kyc?: {
                [key: string]: unknown;
            };
            aml?: {
                [key: string]: unknown;
            };
            face?: {
                [key: string]: unknown;
            };
            location?: {
                [key: string]: unknown;
            };
            warnings?: components["schemas"]["Warning"][];
            extra_images?: string[];
        };
        /** @description From 0 to 100. */
        Percentage: number;
        PhoneVerification: {
            node_id: components["schemas"]["NodeId"];
            status: components["schemas"]["CheckStatus"];
            warnings: components["schemas"]["NodeWarnings"];
            phone_number_prefix: string;
            phone_number: string;
            full_number: string;
            country_code: string;
            country_name: string;
            carrier: {
                name: string;
                type: string;
            };
            is_disposable: boolean;
            is_virtual: boolean;
            verification_method: string;
            verification_attempts: number;
            /** Format: date-time */
            verified_at: string | null;
            lifecycle: components["schemas"]["LifecycleStep"][];
        };
        /** @description A proof of address. The vendor's further members are not listed here. */
        PoaVerification: {
            node_id: components["schemas"]["NodeId"];
            status: components["schemas"]["CheckStatus"];
            warnings: components["schemas"]["NodeWarnings"];
            document_file: components["schemas"]["MediaUrl"];
            poa_address: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Members of the results that differ, by kind of check. Those of checks that have not run have no effect. */
        ReportOverrides: {
            id_verifications?: {
                [key: string]: unknown;
            };
            nfc_verifications?: {
                [key: string]: unknown;
            };
            liveness_checks?: {
                [key: string]: unknown;
            };
            face_matches?: {
                [key: string]: unknown;
            };
            poa_verifications?: {
                [key: string]: unknown;
            };
            phone_verifications?: {
                [key: string]: unknown;
            };
            email_verifications?: {
                [key: string]: unknown;
            };
            aml_screenings?: {
                [key: string]: unknown;
            };
            ip_analyses?: {
                [key: string]: unknown;
            };
            database_validations?: {
                [key: string]: unknown;
            };
            questionnaire_responses?: {
                [key: string]: unknown;
            };
        };
        Review: {
            /** @description Who decided; `API Client` for decisions through this API. */
            user: string;
            new_status: components["schemas"]["VerificationStatus"];
            comment: string | null;
            created_at: components["schemas"]["MicrosecondTime"];
        };
        /** @description One person on a list who resembles the verified one. */
        ScreeningHit: {
            match_score: components["schemas"]["Percentage"];
            risk_score: components["schemas"]["Percentage"];
            review_status: string;
            score_breakdown: {
                [key: string]: unknown;
            };
            risk_view: {
                [key: string]: unknown;
            };
            pep_matches: {
                [key: string]: unknown;
            }[];
            sanction_matches: {
                [key: string]: unknown;
            }[];
            warning_matches: {
                [key: string]: unknown;
            }[];
            adverse_media_matches: {
                [key: string]: unknown;
            }[];
            linked_entities: {
                [key: string]: unknown;
            }[];
            properties: {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        /**
         * Format: date-time
         * @description UTC, with seconds.
         */
        SecondTime: string;
        /** @description A key of an application. */
        SeedApiKey: {
            /** @description Unique. */
            key: string;
            /**
             * @description `sandbox` - nothing is checked, and `sandbox_scenario` says how a session ends. Default `live`.
             * @enum {string}
             */
            mode?: "live" | "sandbox";
            /**
             * Format: date-time
             * @description From when on the key is refused. Left out, never.
             */
            expires_at?: string;
            /** @description Whether the key is refused. Default false. */
            revoked?: boolean;
            /** @description What the key may do. Left out, everything; what is not named is `none`. */
            scopes?: {
                /** @enum {string} */
                sessions?: "none" | "read" | "write";
                /** @enum {string} */
                media?: "none" | "read" | "write";
                /** @enum {string} */
                webhooks?: "none" | "read" | "write";
                /** @enum {string} */
                workflows?: "none" | "read" | "write";
                /** @enum {string} */
                users?: "none" | "read" | "write";
                /** @enum {string} */
                billing?: "none" | "read" | "write";
            };
            /** @description The workflows whose sessions the key finds. Left out, all. */
            workflow_ids?: string[];
        };
        SeedEmail: {
            /** Format: email */
            email: string;
            is_verified: boolean;
            /** @description The address that is shared unless the person chooses another. */
            is_primary: boolean;
        };
        SeedNames: {
            first_name: string;
            family_name: string;
            full_name: string;
            is_verified: boolean;
        };
        SeedPhone: {
            /** @description E.164. */
            phone_number: string;
            is_verified: boolean;
            /** @description The number that is shared unless the person chooses another. */
            is_primary: boolean;
        };
        SeedPreferences: {
            language: string;
            currency: string;
            time_zone: string;
        };
        /** @description Shared as it stands here; the vendor does not list its members. `birthdate` has `birthdate`, `gender` has `gender`. */
        SeedVerifiable: {
            is_verified: boolean;
        } & {
            [key: string]: unknown;
        };
        /** @description What the sessions of versions 2 and 3 check. */
        SeedWorkflow: {
            /**
             * Format: uuid
             * @description Unique. Sessions name it as `workflow_id`.
             */
            id: string;
            /** @description Default `Standin`. */
            name?: string;
            /** @description The latest published version; unfinished sessions of older ones are not used again. Default 1. */
            version?: number;
            /** @description The checks. Default - document, liveness, face and internet address. */
            features?: ("ID_VERIFICATION" | "NFC" | "LIVENESS" | "FACE_MATCH" | "POA" | "QUESTIONNAIRE" | "EMAIL_VERIFICATION" | "PHONE" | "DATABASE_VALIDATION" | "AML" | "IP_ANALYSIS")[];
        };
        /** @description The address and the number that the person shares. Left out, the primary ones. */
        Selection: {
            email?: string;
            phone?: string;
        };
        SessionDecision: {
            session_id: components["schemas"]["SessionId"];
            session_number: components["schemas"]["SessionNumber"];
            /**
             * @description `Cancelled` is what the status operation calls `declined`. The vendor documents `Confirmed` and `Cancelled`
             *     only.
             * @enum {string}
             */
            status: "Initialized" | "Retrieved" | "Confirmed" | "Cancelled" | "Expired";
            /** @description As given at creation; null if nothing was given. */
            vendor_data: string | null;
            /** @description The words asked for, as written; after confirmation only those the person approved. */
            scope: string;
            /**
             * @description The shared data; null until the person has confirmed. That it is null until then is not documented by the
             *     vendor.
             */
            user_data: components["schemas"]["UserData"] | null;
            created_at: components["schemas"]["MillisecondTime"];
        };
        /**
         * Format: uuid
         * @description Lower-case hyphenated UUID.
         */
        SessionId: string;
        SessionLink: {
            session_id: string;
            session_token: string;
            url: string;
        };
        /** @description Anything the caller wants back. A text that holds a JSON object comes back as that object. */
        SessionMetadata: {
            [key: string]: unknown;
        } | string | null;
        /** @description Counts the sessions of one application, separately for each product. */
        SessionNumber: number;
        /** @description One review of a session, as the list of reviews has it. */
        SessionReview: {
            id: components["schemas"]["SessionId"];
            /** @description What was done. The vendor does not list the words. */
            action: string;
            old_status: components["schemas"]["WorkflowStatus"];
            new_status: components["schemas"]["WorkflowStatus"];
            /** @description The comment; null if there was none. */
            note: string | null;
            created_at: components["schemas"]["SecondTime"];
        };
        Strings: string[];
        Token: {
            access_token: string;
        };
        /** @description Members are not documented by the vendor; there may be others. */
        UserAddress: {
            street?: string;
            city?: string;
            postal_code?: string;
            country?: string;
            is_verified: boolean;
        } & {
            [key: string]: unknown;
        };
        /** @description Members are not documented by the vendor; there may be others. */
        UserBankAccount: {
            iban?: string;
            is_verified: boolean;
        } & {
            [key: string]: unknown;
        };
        /** @description Members are not documented by the vendor; there may be others. */
        UserBirthdate: {
            /** Format: date */
            birthdate?: string;
            is_verified: boolean;
        } & {
            [key: string]: unknown;
        };
        /** @description Only `sub` is sure. A member is absent if its scope was not approved or the person has no such data. */
        UserData: {
            /** @description Names the person. The same in every session of one application, different in another application. */
            sub: string;
            email?: components["schemas"]["UserEmail"];
            phone?: components["schemas"]["UserPhone"];
            /**
             * Format: uri
             * @description Temporary address of the portrait, for the scope `picture` or `pictures`.
             */
            picture?: string;
            names?: components["schemas"]["UserNames"];
            /** @description Equal to `sub`. The value is not documented by the vendor. */
            user_id?: string;
            /** @description Whether the person has verified their identity. */
            is_verified?: boolean;
            is_over_18?: boolean;
            is_over_21?: boolean;
            preferences?: components["schemas"]["UserPreferences"];
            gender?: components["schemas"]["UserGender"];
            birthdate?: components["schemas"]["UserBirthdate"];
            document_detail?: components["schemas"]["UserDocumentDetail"];
            address?: components["schemas"]["UserAddress"];
            bank_account?: components["schemas"]["UserBankAccount"];
            instagram_account?: components["schemas"]["UserSocialAccount"];
            x_account?: components["schemas"]["UserSocialAccount"];
            tiktok_account?: components["schemas"]["UserSocialAccount"];
        };
        /** @description Members are not documented by the vendor; there may be others. */
        UserDocumentDetail: {
            document_type?: string;
            document_number?: string;
            /** @description ISO 3166-1 alpha-3. */
            issuing_state?: string;
            /** Format: date */
            expiration_date?: string;
            is_verified: boolean;
        } & {
            [key: string]: unknown;
        };
        UserEmail: {
            /** Format: email */
            email: string;
            is_verified: boolean;
            /** @description False if the person chose to share another address than their main one. */
            is_primary: boolean;
        };
        /** @description Members are not documented by the vendor; there may be others. */
        UserGender: {
            gender?: string;
            is_verified: boolean;
        } & {
            [key: string]: unknown;
        };
        UserNames: {
            first_name: string;
            family_name: string;
            full_name: string;
            is_verified: boolean;
        };
        UserPhone: {
            /** @description E.164. */
            phone_number: string;
            is_verified: boolean;
            /** @description False if the person chose to share another number than their main one. */
            is_primary: boolean;
        };
        /** @description The member names are not documented by the vendor. */
        UserPreferences: {
            language: string;
            currency: string;
            time_zone: string;
        };
        /** @description Members are not documented by the vendor; there may be others. */
        UserSocialAccount: {
            username?: string;
            is_verified: boolean;
        } & {
            [key: string]: unknown;
        };
        VerificationDecision: {
            session_id: components["schemas"]["SessionId"];
            session_number: components["schemas"]["SessionNumber"];
            /**
             * Format: uri
             * @description Address of the hosted page, as at creation.
             */
            session_url: string;
            status: components["schemas"]["VerificationStatus"];
            /** @description As given at creation; null if nothing was given. */
            vendor_data: string | null;
            /** @description As given at creation; null if nothing was given. */
            callback: string | null;
            features: components["schemas"]["Features"];
            /** @description What the document says; null until it was read. */
            kyc: components["schemas"]["Kyc"] | null;
            /** @description What the lists say; null until they were searched, or if `features` lacks `AML`. */
            aml: components["schemas"]["Aml"] | null;
            /** @description What the camera says; null until the face was checked, or if `features` lacks `FACE`. */
            face: components["schemas"]["Face"] | null;
            /** @description Where the person opened the page; null until then. */
            location: components["schemas"]["Location"] | null;
            warnings: components["schemas"]["Warning"][];
            /** @description Always null. */
            user_href: null;
            /** @description Decisions by people and by API clients, newest first. */
            reviews: components["schemas"]["Review"][];
            /** @description Addresses of further images. */
            extra_images: string[];
            created_at: components["schemas"]["MicrosecondTime"];
        };
        /**
         * @description Where a verification stands. Spaces and capitals matter.
         * @enum {string}
         */
        VerificationStatus: "Not Started" | "In Progress" | "In Review" | "Approved" | "Declined" | "Abandoned" | "Expired" | "Kyc Expired";
        /** @description Something a check noticed. */
        Warning: {
            /** @description The check, such as `AML`. */
            feature: string;
            /** @description Name of the risk in upper case, such as `POSSIBLE_MATCH_FOUND`. */
            risk: string;
            /** @description Details, depending on the risk. */
            additional_data: {
                [key: string]: unknown;
            } | null;
            /** @enum {string} */
            log_type: "information" | "warning" | "error";
            short_description: string;
            long_description: string;
        };
        WorkflowDecision: {
            /** @description Only of an imported session; the id of the original. */
            shared_from_session?: components["schemas"]["SessionId"];
            session_id: components["schemas"]["SessionId"];
            session_number: components["schemas"]["SessionNumber"];
            /**
             * Format: uri
             * @description Address of the hosted page; null for a key that may not write sessions.
             */
            session_url: string | null;
            status: components["schemas"]["WorkflowStatus"];
            environment: components["schemas"]["Environment"];
            /** Format: uuid */
            workflow_id: string;
            features: components["schemas"]["WorkflowFeature"][];
            vendor_data: string | null;
            metadata: components["schemas"]["SessionMetadata"];
            callback: string | null;
            created_at: components["schemas"]["SecondTime"];
            /** @enum {string} */
            session_kind: "user" | "business";
            expected_details: components["schemas"]["ExpectedOrNull"];
            contact_details: components["schemas"]["ContactOrNull"];
            id_verifications: components["schemas"]["IdVerification"][] | null;
            nfc_verifications: components["schemas"]["NfcVerification"][] | null;
            liveness_checks: components["schemas"]["LivenessCheck"][] | null;
            face_matches: components["schemas"]["FaceMatch"][] | null;
            poa_verifications: components["schemas"]["PoaVerification"][] | null;
            document_ai_documents: components["schemas"]["NodeReport"][] | null;
            phone_verifications: components["schemas"]["PhoneVerification"][] | null;
            email_verifications: components["schemas"]["EmailVerification"][] | null;
            aml_screenings: components["schemas"]["AmlScreening"][] | null;
            ip_analyses: components["schemas"]["IpAnalysis"][] | null;
            database_validations: components["schemas"]["NodeReport"][] | null;
            questionnaire_responses: components["schemas"]["NodeReport"][] | null;
            /** @description Decisions by people and by API clients, newest first. */
            reviews: components["schemas"]["WorkflowReview"][];
        };
        /**
         * @description A kind of check that a workflow runs.
         * @enum {string}
         */
        WorkflowFeature: "ID_VERIFICATION" | "NFC" | "LIVENESS" | "FACE_MATCH" | "POA" | "QUESTIONNAIRE" | "EMAIL_VERIFICATION" | "PHONE" | "DATABASE_VALIDATION" | "AML" | "IP_ANALYSIS";
        WorkflowReview: {
            /** @description Who decided; `API Client` for decisions through this API. */
            user: string;
            new_status: components["schemas"]["WorkflowStatus"];
            comment: string | null;
            created_at: components["schemas"]["SecondTime"];
        };
        /**
         * @description Where a session stands. Spaces and capitals matter.
         * @enum {string}
         */
        WorkflowStatus: "Not Started" | "In Progress" | "Awaiting User" | "In Review" | "Approved" | "Declined" | "Resubmitted" | "Abandoned" | "Expired" | "Kyc Expired";
        /** @description Date and time without a zone. */
        ZonelessTime: string;
        "an application: parameters": {
            /**
             * @description Unique.
             * @default standin-client
             */
            client_id?: string;
            /** @description Default `standin-secret`. */
            client_secret?: string;
            /**
             * Format: uuid
             * @description The `sub` of client tokens. Left out, one is drawn.
             */
            id?: string;
            /** @description What people read on the consent page. Left out, the client id. */
            name?: string;
            /** @description Default `standin-org`. */
            organization_id?: string;
            /** @description A disabled application gets no token, and its tokens are refused. Default true. */
            active?: boolean;
            /** @description Whether the application may obtain client tokens. Default true. */
            client_credentials?: boolean;
            /** @description The scope of data transfer sessions that name none. Left out, they are refused. */
            default_scope?: string;
            /**
             * @description The checks of verifications that name none. Default `OCR + FACE`.
             * @enum {string}
             */
            features?: "OCR" | "OCR + NFC" | "OCR + AML" | "OCR + NFC + AML" | "OCR + FACE" | "OCR + NFC + FACE" | "OCR + FACE + AML" | "OCR + NFC + FACE + AML";
            /**
             * Format: uri
             * @description Where webhooks go. Left out, there are none.
             */
            webhook_url?: string;
            /** @description The key of webhook signatures. Default `standin-webhook-secret`. */
            webhook_secret?: string;
            /**
             * @description The shape of webhooks about sessions of workflows. Default `v3`.
             * @enum {string}
             */
            webhook_version?: "v1" | "v2" | "v3";
            /**
             * @description How bodies of webhooks are written - `sorted` (default) as Didit does, `unsorted` or `indented` as after a proxy that formats them anew, so that receivers that verify other bytes than were signed show it.
             * @enum {string}
             */
            webhook_format?: "sorted" | "unsorted" | "indented";
            /** @description Calls per minute. The default is no limit. */
            rate_limit_per_minute?: number;
            /** @description Keys that the application sends as `X-Api-Key`. Left out, it has none. */
            api_keys?: components["schemas"]["SeedApiKey"][];
            /** @description What sessions of versions 2 and 3 check. Left out, the application has none. */
            workflows?: components["schemas"]["SeedWorkflow"][];
            /** @description In dollars. Sessions of versions 2 and 3 are refused if it is lower than the price of one. Default 142.5000; nothing is subtracted from it. */
            balance?: string;
            /** @description Whether the balance is 0, whatever `balance` says. Default false. */
            balance_too_low?: boolean;
            /** @description What the balance says of refilling itself, which it does not do here. Left out, it is off. */
            auto_refill?: {
                /** @description In dollars. */
                amount: string;
                /** @description In dollars. */
                threshold: string;
            };
            /**
             * @description Why the application gets nothing by an API key - it was deleted, or its contract is suspended.
             * @enum {string}
             */
            blocked?: "application_deleted" | "contract_billing_suspended";
        };
        /** @description Its credentials and a token. */
        "an application: result": {
            client_id: string;
            /** @description To which other applications share sessions. */
            application_id: string;
            client_secret: string;
            webhook_secret: string;
            access_token: string;
        };
        "a user: parameters": {
            /**
             * @description Unique. Applications never see it.
             * @default alice
             */
            id?: string;
            /** @description By which the app acts for this person. Left out, one is drawn. */
            app_token?: string;
            emails?: components["schemas"]["SeedEmail"][];
            phones?: components["schemas"]["SeedPhone"][];
            /** Format: uri */
            picture?: string;
            names?: components["schemas"]["SeedNames"];
            is_verified?: boolean;
            is_over_18?: boolean;
            is_over_21?: boolean;
            preferences?: components["schemas"]["SeedPreferences"];
            gender?: components["schemas"]["SeedVerifiable"];
            birthdate?: components["schemas"]["SeedVerifiable"];
            document_detail?: components["schemas"]["SeedVerifiable"];
            address?: components["schemas"]["SeedVerifiable"];
            bank_account?: components["schemas"]["SeedVerifiable"];
            instagram_account?: components["schemas"]["SeedVerifiable"];
            x_account?: components["schemas"]["SeedVerifiable"];
            tiktok_account?: components["schemas"]["SeedVerifiable"];
        };
        "a user: result": {
            user: string;
            app_token: string;
        };
        "a client token: parameters": {
            /**
             * @description The application that it belongs to.
             * @default standin-client
             */
            client_id?: string;
        };
        "a client token: result": components["schemas"]["Token"];
        "an expired client token: parameters": {
            /**
             * @description The application that it belongs to.
             * @default standin-client
             */
            client_id?: string;
        };
        "an expired client token: result": components["schemas"]["Token"];
        "a webhook receiver: parameters": {
            /**
             * @description The application that it belongs to.
             * @default standin-client
             */
            client_id?: string;
            /**
             * Format: uri
             * @description The receiver's address.
             */
            url: string;
            /** @description The key of the signatures. Left out, it stays. */
            secret?: string;
        };
        "a webhook receiver: result": {
            url: string;
            secret: string;
        };
        "browsers may poll: parameters": Record<string, never>;
        "a session: parameters": {
            /**
             * @description The application that it belongs to.
             * @default standin-client
             */
            client_id?: string;
            /** @description What is asked for. Left out, the application's `default_scope`, or everything. */
            scope?: string;
            /** @description A reference of the application's own. */
            vendor_data?: string | null;
            /** @description Where its link leads. */
            base_url?: string;
        };
        "a session: result": components["schemas"]["SessionLink"];
        "a scanned session: parameters": {
            /**
             * @description The application that it belongs to.
             * @default standin-client
             */
            client_id?: string;
            /** @description What is asked for. Left out, the application's `default_scope`, or everything. */
            scope?: string;
            /** @description A reference of the application's own. */
            vendor_data?: string | null;
            /** @description Where its link leads. */
            base_url?: string;
            /**
             * @description Id of the person with the app.
             * @default alice
             */
            user?: string;
        };
        "a scanned session: result": components["schemas"]["SessionLink"];
        "a confirmed session: parameters": {
            /**
             * @description The application that it belongs to.
             * @default standin-client
             */
            client_id?: string;
            /** @description What is asked for. Left out, the application's `default_scope`, or everything. */
            scope?: string;
            /** @description A reference of the application's own. */
            vendor_data?: string | null;
            /** @description Where its link leads. */
            base_url?: string;
            /**
             * @description Id of the person with the app.
             * @default alice
             */
            user?: string;
            /** @description The part that is shared. Left out, all of it. */
            approved?: string;
            selection?: components["schemas"]["Selection"];
        };
        "a confirmed session: result": components["schemas"]["ConfirmedSession"];
        "a session confirmed with e-mail only: parameters": {
            /**
             * @description The application that it belongs to.
             * @default standin-client
             */
            client_id?: string;
            /** @description What is asked for. Left out, the application's `default_scope`, or everything. */
            scope?: string;
            /** @description A reference of the application's own. */
            vendor_data?: string | null;
            /** @description Where its link leads. */
            base_url?: string;
            /**
             * @description Id of the person with the app.
             * @default alice
             */
            user?: string;
            selection?: components["schemas"]["Selection"];
        };
        "a session confirmed with e-mail only: result": components["schemas"]["ConfirmedSession"];
        "a declined session: parameters": {
            /**
             * @description The application that it belongs to.
             * @default standin-client
             */
            client_id?: string;
            /** @description What is asked for. Left out, the application's `default_scope`, or everything. */
            scope?: string;
            /** @description A reference of the application's own. */
            vendor_data?: string | null;
            /** @description Where its link leads. */
            base_url?: string;
            /**
             * @description Id of the person with the app.
             * @default alice
             */
            user?: string;
        };
        "a declined session: result": components["schemas"]["SessionLink"];
        "an expired session: parameters": {
            /**
             * @description The application that it belongs to.
             * @default standin-client
             */
            client_id?: string;
            /** @description What is asked for. Left out, the application's `default_scope`, or everything. */
            scope?: string;
            /** @description A reference of the application's own. */
            vendor_data?: string | null;
            /** @description Where its link leads. */
            base_url?: string;
        };
        "an expired session: result": components["schemas"]["SessionLink"];
        "a session of another application: parameters": {
            /**
             * @description The application that it belongs to.
             * @default other-client
             */
            client_id?: string;
            /** @description What is asked for. Left out, the application's `default_scope`, or everything. */
            scope?: string;
            /** @description A reference of the application's own. */
            vendor_data?: string | null;
            /** @description Where its link leads. */
            base_url?: string;
        };
        "a session of another application: result": {
            session_id: string;
            session_token: string;
            url: string;
            /** @description A token of that application. */
            access_token: string;
        };
        "scan: parameters": {
            /** @description The session's id. */
            session_id: string;
            /**
             * @description Id of the person with the app.
             * @default alice
             */
            user?: string;
        };
        "scan: result": components["schemas"]["SessionDecision"];
        "confirm: parameters": {
            /** @description The session's id. */
            session_id: string;
            /** @description Id of the person. Left out, who scanned it. */
            user?: string;
            /** @description The part that is shared. Left out, all of it. */
            scope?: string;
            selection?: components["schemas"]["Selection"];
        };
        "confirm: result": components["schemas"]["SessionDecision"];
        "decline: parameters": {
            /** @description The session's id. */
            session_id: string;
            /** @description Id of the person. Left out, who scanned it. */
            user?: string;
        };
        "decline: result": components["schemas"]["SessionDecision"];
        "a verification: parameters": {
            /**
             * @description The application that it belongs to.
             * @default standin-client
             */
            client_id?: string;
            /** @description Id of the person whose document it is. Left out, a made-up one. */
            user?: string;
            overrides?: components["schemas"]["Overrides"];
            /**
             * @description Where a verification stands. Spaces and capitals matter.
             * @default Not Started
             * @enum {string}
             */
            status?: "Not Started" | "In Progress" | "In Review" | "Approved" | "Declined" | "Abandoned" | "Expired" | "Kyc Expired";
            /**
             * @description The checks. Left out, those of the application.
             * @enum {string}
             */
            features?: "OCR" | "OCR + NFC" | "OCR + AML" | "OCR + NFC + AML" | "OCR + FACE" | "OCR + NFC + FACE" | "OCR + FACE + AML" | "OCR + NFC + FACE + AML";
            /** @description Where the person's browser goes afterwards. */
            callback?: string | null;
            /** @description A reference of the application's own. */
            vendor_data?: string | null;
            /** @description Where its link leads. */
            base_url?: string;
        };
        "a verification: result": {
            session_id: string;
            session_token: string;
            url: string;
            decision: components["schemas"]["VerificationDecision"];
        };
        "an API key: parameters": {
            /**
             * @description The application that it belongs to.
             * @default standin-client
             */
            client_id?: string;
            /**
             * @description Unique.
             * @default standin-api-key
             */
            key?: string;
            /**
             * @description `sandbox` - nothing is checked, and `sandbox_scenario` says how a session ends. Default `live`.
             * @enum {string}
             */
            mode?: "live" | "sandbox";
            /**
             * Format: date-time
             * @description From when on the key is refused. Left out, never.
             */
            expires_at?: string;
            /** @description Whether the key is refused. Default false. */
            revoked?: boolean;
            /** @description What the key may do. Left out, everything; what is not named is `none`. */
            scopes?: {
                /** @enum {string} */
                sessions?: "none" | "read" | "write";
                /** @enum {string} */
                media?: "none" | "read" | "write";
                /** @enum {string} */
                webhooks?: "none" | "read" | "write";
                /** @enum {string} */
                workflows?: "none" | "read" | "write";
                /** @enum {string} */
                users?: "none" | "read" | "write";
                /** @enum {string} */
                billing?: "none" | "read" | "write";
            };
            /** @description The workflows whose sessions the key finds. Left out, all. */
            workflow_ids?: string[];
        };
        "an API key: result": {
            api_key: string;
        };
        "a workflow: parameters": {
            /**
             * @description The application that it belongs to.
             * @default standin-client
             */
            client_id?: string;
            /**
             * Format: uuid
             * @description Unique. Sessions name it as `workflow_id`.
             * @default 00000000-0000-4000-8000-0000000000f1
             */
            id?: string;
            /** @description Default `Standin`. */
            name?: string;
            /** @description The latest published version; unfinished sessions of older ones are not used again. Default 1. */
            version?: number;
            /** @description The checks. Default - document, liveness, face and internet address. */
            features?: ("ID_VERIFICATION" | "NFC" | "LIVENESS" | "FACE_MATCH" | "POA" | "QUESTIONNAIRE" | "EMAIL_VERIFICATION" | "PHONE" | "DATABASE_VALIDATION" | "AML" | "IP_ANALYSIS")[];
        };
        "a workflow: result": {
            workflow_id: string;
        };
        "a webhook destination: parameters": {
            /**
             * @description The application that it belongs to.
             * @default standin-client
             */
            client_id?: string;
            /**
             * Format: uri
             * @description The receiver's address.
             * @default http://127.0.0.1:9/hooks
             */
            url?: string;
            /**
             * @description For people.
             * @default Standin
             */
            label?: string;
            /**
             * @description The shape of the bodies.
             * @default v3
             * @enum {string}
             */
            webhook_version?: "v1" | "v2" | "v3";
            /**
             * @description The events that are sent there.
             * @default [
             *       "status.updated"
             *     ]
             */
            subscribed_events?: string[];
        };
        "a webhook destination: result": {
            uuid: string;
            url: string;
            secret: string;
        };
        "a webhook delivery: parameters": {
            /**
             * Format: uri
             * @description The receiver's address.
             * @default http://127.0.0.1:9/hooks/delivery
             */
            url?: string;
            /**
             * @description The workflow; its application has the session.
             * @default 00000000-0000-4000-8000-0000000000f1
             */
            workflow_id?: string;
        };
        "a webhook delivery: result": {
            uuid: string;
            url: string;
            session_id: string;
            delivery_uuid: string;
        };
        "a test webhook: parameters": {
            /**
             * @description The application that it belongs to.
             * @default standin-client
             */
            client_id?: string;
            /**
             * @description Which one.
             * @default approved
             * @enum {string}
             */
            sample?: "approved" | "declined" | "in review" | "unicode name";
        };
        "a test webhook: result": {
            url: string;
            event_id: string;
        };
        "a workflow session: parameters": {
            /**
             * @description The workflow; its application has the session.
             * @default 00000000-0000-4000-8000-0000000000f1
             */
            workflow_id?: string;
            /**
             * @description Where a session stands. Spaces and capitals matter.
             * @default Not Started
             * @enum {string}
             */
            status?: "Not Started" | "In Progress" | "Awaiting User" | "In Review" | "Approved" | "Declined" | "Resubmitted" | "Abandoned" | "Expired" | "Kyc Expired";
            /** @description Id of the person whose document it is. Left out, a made-up one. */
            user?: string;
            overrides?: components["schemas"]["ReportOverrides"];
            /** @description A reference of the application's own. */
            vendor_data?: string | null;
            /** @description Where the person's browser goes afterwards. */
            callback?: string | null;
            metadata?: components["schemas"]["SessionMetadata"];
            expected_details?: components["schemas"]["ExpectedDetails"];
            contact_details?: components["schemas"]["ContactDetails"];
            /**
             * @description Whether the application is one of the sandbox.
             * @enum {string}
             */
            environment?: "live" | "sandbox";
            /**
             * @description Whether checks without the person have just run again.
             * @default false
             */
            rerun?: boolean;
            /** @description Where its link leads. */
            base_url?: string;
        };
        "a workflow session: result": {
            session_id: string;
            session_number: number;
            session_token: string;
            url: string;
            workflow_id: string;
            decision: components["schemas"]["WorkflowDecision"];
        };
        "a reviewed session: parameters": {
            /**
             * @description The status that was set.
             * @default Approved
             * @enum {string}
             */
            new_status?: "Approved" | "Declined";
            /** @description Why. Left out, nothing was said. */
            comment?: string;
        };
        "a reviewed session: result": {
            session_id: string;
            review: components["schemas"]["SessionReview"];
        };
        "a verified user: parameters": {
            /**
             * @description The application's own reference.
             * @default user-1
             */
            vendor_data?: string;
            /**
             * @description How the session ended.
             * @default Approved
             * @enum {string}
             */
            status?: "Approved" | "Declined" | "In Review";
            /** @description Id of the person whose document it is. Left out, a made-up one. */
            user?: string;
            /**
             * @description The workflow; its application has the user.
             * @default 00000000-0000-4000-8000-0000000000f1
             */
            workflow_id?: string;
        };
        "a verified user: result": {
            vendor_data: string;
            didit_internal_id: string;
        };
        "a shared session: parameters": {
            /**
             * @description The application that it belongs to.
             * @default standin-client
             */
            client_id?: string;
            /**
             * @description The application that shares it.
             * @default partner-client
             */
            partner_client_id?: string;
            /**
             * Format: uuid
             * @description The workflow of its session.
             * @default 00000000-0000-4000-8000-0000000000f9
             */
            partner_workflow_id?: string;
            /**
             * @description How the session ended.
             * @default Approved
             * @enum {string}
             */
            status?: "Approved" | "Declined" | "In Review";
            /** @description Id of the person whose document it is. Left out, a made-up one. */
            user?: string;
            /** @description The other application's own reference. */
            vendor_data?: string | null;
            /**
             * @description How long the token is valid.
             * @default 3600
             */
            ttl_in_seconds?: number;
            /**
             * Format: uuid
             * @description The workflow into which it has been imported already. Left out, it has not been.
             */
            imported_into?: string;
        };
        "a shared session: result": {
            share_token: string;
            /** @description The id of the shared session. */
            original_id: string;
            partner_application_id: string;
        };
        "open: parameters": {
            /** @description The session's id. */
            session_id: string;
        };
        "open: result": components["schemas"]["AnyDecision"];
        "submit: parameters": {
            /** @description The session's id. */
            session_id: string;
            /** @description Id of the person whose document it is. Left out, a made-up one. */
            user?: string;
            overrides?: components["schemas"]["Overrides"];
            /**
             * @description How they end.
             * @default Approved
             * @enum {string}
             */
            outcome?: "Approved" | "Declined" | "In Review";
        };
        "submit: result": components["schemas"]["AnyDecision"];
        "abandon: parameters": {
            /** @description The session's id. */
            session_id: string;
        };
        "abandon: result": components["schemas"]["AnyDecision"];
        "kyc-expire: parameters": {
            /** @description The session's id. */
            session_id: string;
        };
        "kyc-expire: result": components["schemas"]["AnyDecision"];
        "expire: parameters": {
            /** @description The session's id. */
            session_id: string;
        };
        /** @description The decision. */
        "expire: result": components["schemas"]["SessionDecision"] | components["schemas"]["VerificationDecision"] | components["schemas"]["WorkflowDecision"];
        "overdue verifications end: parameters": Record<string, never>;
        /** @description The ids of all that have ended so, in that order. */
        "overdue verifications end: result": string[];
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;

/** By scenario: the parameters that it may be given, which of them have a default, and its result. */
export interface ScenarioTypes {
  /** An application, or another version of one. */
  "an application": {
    given: components["schemas"]["an application: parameters"];
    defaults: "client_id";
    result: components["schemas"]["an application: result"];
  };
  /** A person with the Didit app, or another version of one. */
  "a user": {
    given: components["schemas"]["a user: parameters"];
    defaults: "id";
    result: components["schemas"]["a user: result"];
  };
  /** A valid client token. */
  "a client token": {
    given: components["schemas"]["a client token: parameters"];
    defaults: "client_id";
    result: components["schemas"]["a client token: result"];
  };
  /** A client token whose time is up. */
  "an expired client token": {
    given: components["schemas"]["an expired client token: parameters"];
    defaults: "client_id";
    result: components["schemas"]["an expired client token: result"];
  };
  /** Where the webhooks of an application go. */
  "a webhook receiver": {
    given: components["schemas"]["a webhook receiver: parameters"];
    defaults: "client_id";
    result: components["schemas"]["a webhook receiver: result"];
  };
  /** Makes the session token alone suffice for polling, from any origin, as the seed's option `status_needs_client_token: false` does. */
  "browsers may poll": {
    given: components["schemas"]["browsers may poll: parameters"];
    defaults: never;
    result: undefined;
  };
  /** A data transfer session that has not been scanned. */
  "a session": {
    given: components["schemas"]["a session: parameters"];
    defaults: "client_id";
    result: components["schemas"]["a session: result"];
  };
  /** A session that a person has scanned. */
  "a scanned session": {
    given: components["schemas"]["a scanned session: parameters"];
    defaults: "client_id" | "user";
    result: components["schemas"]["a scanned session: result"];
  };
  /** A session whose data a person has shared. */
  "a confirmed session": {
    given: components["schemas"]["a confirmed session: parameters"];
    defaults: "client_id" | "user";
    result: components["schemas"]["a confirmed session: result"];
  };
  /** A session of which a person has shared the e-mail address alone. */
  "a session confirmed with e-mail only": {
    given: components["schemas"]["a session confirmed with e-mail only: parameters"];
    defaults: "client_id" | "user";
    result: components["schemas"]["a session confirmed with e-mail only: result"];
  };
  /** A session that a person has declined. */
  "a declined session": {
    given: components["schemas"]["a declined session: parameters"];
    defaults: "client_id" | "user";
    result: components["schemas"]["a declined session: result"];
  };
  /** A session that was not answered in time. */
  "an expired session": {
    given: components["schemas"]["an expired session: parameters"];
    defaults: "client_id";
    result: components["schemas"]["an expired session: result"];
  };
  /** A session that tokens of the usual application do not find. The application is made. */
  "a session of another application": {
    given: components["schemas"]["a session of another application: parameters"];
    defaults: "client_id";
    result: components["schemas"]["a session of another application: result"];
  };
  /** A person scans a session. */
  "scan": {
    given: components["schemas"]["scan: parameters"];
    defaults: "user";
    result: components["schemas"]["scan: result"];
  };
  /** The person who has scanned a session shares data. */
  "confirm": {
    given: components["schemas"]["confirm: parameters"];
    defaults: never;
    result: components["schemas"]["confirm: result"];
  };
  /** The person who has scanned a session declines. */
  "decline": {
    given: components["schemas"]["decline: parameters"];
    defaults: never;
    result: components["schemas"]["decline: result"];
  };
  /** An identity verification, led to a status by the actions that lead there, including webhooks. */
  "a verification": {
    given: components["schemas"]["a verification: parameters"];
    defaults: "client_id" | "status";
    result: components["schemas"]["a verification: result"];
  };
  /** A key of an application, or another version of one. */
  "an API key": {
    given: components["schemas"]["an API key: parameters"];
    defaults: "client_id" | "key";
    result: components["schemas"]["an API key: result"];
  };
  /** What the sessions of an application check, or another version of it. */
  "a workflow": {
    given: components["schemas"]["a workflow: parameters"];
    defaults: "client_id" | "id";
    result: components["schemas"]["a workflow: result"];
  };
  /** A further receiver of an application's webhooks, as `createWebhookDestination` makes it. */
  "a webhook destination": {
    given: components["schemas"]["a webhook destination: parameters"];
    defaults: "client_id" | "url" | "label" | "webhook_version" | "subscribed_events";
    result: components["schemas"]["a webhook destination: result"];
  };
  /** A session of a workflow that is announced to a destination, which is made. */
  "a webhook delivery": {
    given: components["schemas"]["a webhook delivery: parameters"];
    defaults: "url" | "workflow_id";
    result: components["schemas"]["a webhook delivery: result"];
  };
  /** Sends one of the samples of the vendor's console to an application's webhook URL; its `created_at` is of 2022. */
  "a test webhook": {
    given: components["schemas"]["a test webhook: parameters"];
    defaults: "client_id" | "sample";
    result: components["schemas"]["a test webhook: result"];
  };
  /** A session of a workflow, led to a status by the actions that lead there, including webhooks. */
  "a workflow session": {
    given: components["schemas"]["a workflow session: parameters"];
    defaults: "workflow_id" | "status" | "rerun";
    result: components["schemas"]["a workflow session: result"];
  };
  /** A session of a workflow that a client of the API has reviewed by hand, when it was in review. */
  "a reviewed session": {
    given: components["schemas"]["a reviewed session: parameters"];
    defaults: "new_status";
    result: components["schemas"]["a reviewed session: result"];
  };
  /** A user of an application, whose session of a workflow has ended. */
  "a verified user": {
    given: components["schemas"]["a verified user: parameters"];
    defaults: "vendor_data" | "status" | "workflow_id";
    result: components["schemas"]["a verified user: result"];
  };
  /** A finished session that another application, which is made, has shared with this one. */
  "a shared session": {
    given: components["schemas"]["a shared session: parameters"];
    defaults: "client_id" | "partner_client_id" | "partner_workflow_id" | "status" | "ttl_in_seconds";
    result: components["schemas"]["a shared session: result"];
  };
  /** The person opens the hosted page of a verification, or of a session of a workflow. */
  "open": {
    given: components["schemas"]["open: parameters"];
    defaults: never;
    result: components["schemas"]["open: result"];
  };
  /** The checks of a verification are done, or those of a session of a workflow, whose results take no `overrides` here. */
  "submit": {
    given: components["schemas"]["submit: parameters"];
    defaults: "outcome";
    result: components["schemas"]["submit: result"];
  };
  /** The person gives up a verification, or a session of a workflow, that is under way. */
  "abandon": {
    given: components["schemas"]["abandon: parameters"];
    defaults: never;
    result: components["schemas"]["abandon: result"];
  };
  /** The document of an approved verification, or session of a workflow, has become too old. */
  "kyc-expire": {
    given: components["schemas"]["kyc-expire: parameters"];
    defaults: never;
    result: components["schemas"]["kyc-expire: result"];
  };
  /** Time is up for a session of any kind, before it is by the clock. */
  "expire": {
    given: components["schemas"]["expire: parameters"];
    defaults: never;
    result: components["schemas"]["expire: result"];
  };
  /** Verifications whose time is up by the clock have become Expired or Abandoned, which they do by themselves. */
  "overdue verifications end": {
    given: components["schemas"]["overdue verifications end: parameters"];
    defaults: never;
    result: components["schemas"]["overdue verifications end: result"];
  };
}
