// SPDX-License-Identifier: Apache-2.0
#include "backend/models/model_backend.h"
