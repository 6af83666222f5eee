#include "judge/page_advice.h"

#include <algorithm>
#include <iterator>

namespace verify {
namespace {

struct Row {
  std::string_view code, advice;
};

constexpr Row kAdvice[] = {
    {"page-not-found",
     "Correct the URL or publish the page again; the server says that there is nothing there."},
    {"page-soft-not-found",
     "Correct the URL or publish the page again; the page says that there is nothing there."},
    {"page-same-for-any-address",
     "Publish the page, and answer 404 under addresses that do not exist."},
    {"page-too-complex",
     "Give the reviewer a copy, or publish a lighter page; this one is too large to be read "
     "whole."},
    {"page-parked", "Put the website back under its name, or give the name it has now."},
    {"page-not-fetched", "Run the check again; it ended before this page was asked for."},
    {"page-needs-login", "Publish the page so that it can be read without logging in."},
    {"page-forbidden",
     "Let the reviewer's crawler read the page (the server answers 403, forbidden), or give the "
     "reviewer a copy."},
    {"page-rate-limited",
     "Allow the reviewer's crawler more requests, or run the check again later."},
    {"page-retry-later", "Run the check again later; the server asked to come back."},
    {"page-legally-withheld",
     "Publish the page where it can be read; the server withholds it for legal reasons."},
    {"page-server-error", "Mend the error of the server, then run the check again."},
    {"page-http-error", "Correct the URL, or make the server answer with the page (status 200)."},
    {"page-name-not-found", "Correct the URL, or register the name of the website again."},
    {"page-name-lookup-failed", "Have the website's name server mended, then run the check again."},
    {"page-connection-refused", "Correct the URL, or start the web server; nothing answers there."},
    {"page-no-connection",
     "Make the server reachable from the internet, then run the check again."},
    {"page-connection-reset",
     "Make the server answer with the page; it breaks the connection off."},
    {"page-connection-closed", "Make the server answer with the page; it closes the connection."},
    {"page-not-http", "Correct the URL; what answers there is not a website."},
    {"page-cut-short", "Make the server send the page whole, then run the check again."},
    {"page-damaged",
     "Make the server send the page undamaged: its compression or its framing is broken."},
    {"page-unreachable", "Make the server reachable from the internet, then run the check again."},
    {"page-connect-timed-out",
     "Make the server reachable from the internet, then run the check again."},
    {"page-no-answer-in-time", "Make the server answer in time, then run the check again."},
    {"page-stalled", "Make the server send the page whole and in time, then run the check again."},
    {"page-too-slow", "Make the page faster: it has to arrive within half a minute."},
    {"page-timed-out", "Make the server answer in time, then run the check again."},
    {"page-certificate-expired", "Renew the website's certificate."},
    {"page-certificate-not-yet-valid",
     "Install a certificate that is valid today, or set the server's clock."},
    {"page-certificate-wrong-host",
     "Install a certificate for this name of the website, or correct the URL."},
    {"page-certificate-self-signed", "Install a certificate of an authority that browsers trust."},
    {"page-certificate-untrusted", "Install a certificate of an authority that browsers trust."},
    {"page-certificate-chain-incomplete",
     "Have the server send its intermediate certificates as well."},
    {"page-certificate-revoked", "Install a new certificate; this one was revoked."},
    {"page-certificate-invalid", "Install a certificate without fault."},
    {"page-tls-handshake",
     "Make the website answer over https, with TLS 1.2 or later, or give its http address."},
    {"page-tls-error", "Mend the secure connection (https) of the website."},
    {"page-too-large", "Publish a smaller page, or give the reviewer a copy."},
    {"page-header-too-large", "Make the header of the server's answer smaller."},
    {"page-redirect-loop", "Mend the redirects, which go round in a circle."},
    {"page-too-many-redirects", "Give the address that the redirects end at."},
    {"page-redirect-nowhere", "Mend the redirect, which says not plainly where to."},
    {"page-refused-by-robots", "Allow the page in robots.txt, or give the reviewer a copy."},
    {"page-address-not-public",
     "Publish the page on the public internet; its name leads into a private network."},
    {"page-port-refused", "Publish the page on an ordinary port (443 or 80)."},
    {"page-scheme-refused",
     "Give an address that begins with https:// or http:// and leads to such a one."},
    {"page-credentials-refused", "Give an address without user name and password."},
    {"page-address-too-long", "Give a shorter address."},
    {"page-refused-by-policy", "Give an address on the public internet."},
    {"page-bot-wall",
     "Let the reviewer's crawler pass the bot protection, or give the reviewer a copy."},
    {"page-consent-wall",
     "Show the page's text without asking for consent first, or give the reviewer a copy."},
    {"page-script-only",
     "Serve the text of the page without scripts, or give the reviewer a copy."},
    {"page-empty", "Publish the page with its text as text."},
    {"page-file-encrypted", "Publish the PDF without a password."},
    {"page-file-without-text", "Publish the PDF with text, not as scanned pictures."},
    {"page-file-damaged", "Publish the PDF again; it cannot be opened."},
    {"page-file-over-limits", "Publish a simpler PDF, or give the reviewer a copy."},
    {"page-file-not-read",
     "Repair the installation: the program that reads PDFs could not be started."},
    {"page-unsupported-type", "Publish it as a web page or a PDF, or give the reviewer a copy."},
    {"page-unclear", "Show the page to the reviewer."},
};

}  // namespace

std::string_view page_advice(std::string_view code) {
  const auto* const row = std::ranges::find(kAdvice, code, &Row::code);
  return row == std::end(kAdvice) ? std::string_view() : row->advice;
}

}  // namespace verify
