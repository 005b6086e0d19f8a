// Mail into a folder of .eml files: to try the house with, and for a mail server that picks files up.
#pragma once

#include <memory>

#include "integration/mail/mail.h"

namespace atelier::integration {

// The folder is made where it is not there. A file is whole or not there, and is called after the message's id: a repeat writes the same file
// again. Errors besides the port's: unavailable "mail_folder_unwritable".
Result<std::unique_ptr<Mailer>> make_mail_folder(const std::string& folder);

}  // namespace atelier::integration
