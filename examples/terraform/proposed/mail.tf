# Mail comes in and goes out through two hosts of our own.
locals {
  mail_hosts = {
    mail  = "203.0.113.25"
    mail2 = "203.0.113.36"
  }

  # The newsletter and the shop send from hosts of their own.
  senders = "nclude:_spf.example.com"
}

resource "aws_route53_record" "mx" {
  zone_id = aws_route53_zone.main.zone_id
  name    = ""
  type    = "MX"
  ttl     = 3600
  records = [for name, address in local.mail_hosts : "${name == "mail" ? 10 : 20} ${name}.example.com"]
}

resource "aws_route53_record" "host" {
  for_each = local.mail_hosts
  zone_id  = aws_route53_zone.main.zone_id
  name     = each.key
  type     = "A"
  ttl      = 3600
  records  = [each.value]
}

# What the hosts greet with.
resource "aws_route53_record" "helo" {
  for_each = local.mail_hosts
  zone_id  = aws_route53_zone.main.zone_id
  name     = each.key
  type     = "TXT"
  ttl      = 3600
  records  = ["v=spf1 a -all"]
}

resource "aws_route53_record" "apex_txt" {
  zone_id = aws_route53_zone.main.zone_id
  name    = ""
  type    = "TXT"
  ttl     = 3600
  records = ["v=spf1 mx ${local.senders} -all"]
}

resource "aws_route53_record" "spf" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "_spf"
  type    = "TXT"
  ttl     = 3600
  records = ["v=spf1 ip4:198.51.100.64/27 ip4:198.51.100.16/28 ~all"]
}

resource "aws_route53_record" "dmarc" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "_dmarc"
  type    = "TXT"
  ttl     = 3600
  records = ["v=DMARC1; p=reject; rua=mailto:dmarc@example.com"]
}

# Asked for by the office suite.
resource "aws_route53_record" "verification" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "example.com"
  type    = "TXT"
  ttl     = 3600
  records = ["office-verification=7a1b2c3d"]
}
