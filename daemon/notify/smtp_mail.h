#pragma once

#include "daemon/base/settings.h"
#include "daemon/notify/reply.h"
#include "daemon/store/records.h"

namespace verify::daemon {

/// Mails a delivery's payload as text and HTML. The server's 250 after the text is yes; a 55x to
/// sender, receivers or text is no for good; all else may be better another time. Where only some
/// of several receivers are refused for good, the others get it and the answer's words say so.
///
/// "smtp://" speaks TLS where the server offers STARTTLS; "smtps://" speaks nothing else. A
/// password is only said over TLS, or to this machine.
Reply send_mail(const MailSettings& mail, const Delivery& delivery, const Outbound& outbound);

}  // namespace verify::daemon
