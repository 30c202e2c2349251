# Two hosts take mail in and send it, for every domain of the company.
locals {
  mail_hosts = {
    mail  = "203.0.113.25"
    mail2 = "203.0.113.26"
  }
}

resource "aws_route53_record" "mx" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "example.com"
  type    = "MX"
  ttl     = 3600
  records = ["10 mail.example.com", "20 mail2.example.com"]
}

resource "aws_route53_record" "host" {
  for_each = local.mail_hosts
  zone_id  = aws_route53_zone.main.zone_id
  name     = "${each.key}.example.com"
  type     = "A"
  ttl      = 3600
  records  = [each.value]
}

# What the hosts greet with.
resource "aws_route53_record" "helo" {
  for_each = local.mail_hosts
  zone_id  = aws_route53_zone.main.zone_id
  name     = "${each.key}.example.com"
  type     = "TXT"
  ttl      = 3600
  records  = ["v=spf1 a -all"]
}

# The name that people are used to; it is not for MX records.
resource "aws_route53_record" "webmail" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "webmail.example.com"
  type    = "CNAME"
  ttl     = 3600
  records = ["mail.example.com"]
}

# The SPF record of the company, which the other domains include.
resource "aws_route53_record" "senders" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "_spf.example.com"
  type    = "TXT"
  ttl     = 3600
  records = ["v=spf1 ip4:203.0.113.25 ip4:203.0.113.26 ip4:198.51.100.64/27 ~all"]
}

resource "aws_route53_record" "apex_txt" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "example.com"
  type    = "TXT"
  ttl     = 3600
  records = ["v=spf1 include:_spf.example.com -all"]
}
