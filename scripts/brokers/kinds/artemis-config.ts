/** Says where the rest is. `artemis.instance.etc` is a property of the process. */
export const BOOTSTRAP_XML = `<broker xmlns="http://activemq.apache.org/schema">
  <jaas-security domain="activemq"/>
  <server configuration="file:\${artemis.instance.etc}/broker.xml"/>
</broker>
`;

/** Asked for at every start, though JMX is off. */
export const MANAGEMENT_XML = `<management-context xmlns="http://activemq.apache.org/schema"/>
`;

/**
 * Nobody is asked who he is: the acceptor is bound to the loopback address. Addresses come into being
 * when the gateways ask for them. A message for a temporary queue that is gone must not make a queue
 * that nobody reads, so whatever is not ours by name is refused.
 */
export function brokerXml(dataFolder: string, port: number): string {
  return `<configuration xmlns="urn:activemq">
  <core xmlns="urn:activemq:core">
    <name>sluice</name>
    <persistence-enabled>true</persistence-enabled>
    <security-enabled>false</security-enabled>
    <jmx-management-enabled>false</jmx-management-enabled>
    <critical-analyzer>false</critical-analyzer>
    <journal-type>NIO</journal-type>
    <journal-min-files>2</journal-min-files>
    <journal-pool-files>4</journal-pool-files>
    <journal-file-size>10M</journal-file-size>
    <journal-directory>${dataFolder}/journal</journal-directory>
    <bindings-directory>${dataFolder}/bindings</bindings-directory>
    <paging-directory>${dataFolder}/paging</paging-directory>
    <large-messages-directory>${dataFolder}/large-messages</large-messages-directory>
    <message-expiry-scan-period>1000</message-expiry-scan-period>
    <acceptors>
      <acceptor name="amqp">tcp://127.0.0.1:${port}?protocols=AMQP</acceptor>
    </acceptors>
    <address-settings>
      <address-setting match="#">
        <auto-create-queues>false</auto-create-queues>
        <auto-create-addresses>false</auto-create-addresses>
        <auto-delete-queues>true</auto-delete-queues>
        <auto-delete-addresses>true</auto-delete-addresses>
      </address-setting>
      <address-setting match="sluice.#">
        <auto-create-queues>true</auto-create-queues>
        <auto-create-addresses>true</auto-create-addresses>
        <default-address-routing-type>ANYCAST</default-address-routing-type>
        <default-queue-routing-type>ANYCAST</default-queue-routing-type>
      </address-setting>
    </address-settings>
  </core>
</configuration>
`;
}
