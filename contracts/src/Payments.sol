// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibCall} from "solady/utils/LibCall.sol";
import {LibString} from "solady/utils/LibString.sol";
import {Multicallable} from "solady/utils/Multicallable.sol";

import {Facts} from "./Facts.sol";
import {Ledger} from "./Ledger.sol";
import {IRefundee} from "./interfaces/IRefundee.sol";
import {Currencies} from "./libraries/Currencies.sol";
import {Confirmations, Fact, TOPIC_PAYMENT, TOPIC_REFUND} from "./types/Fact.sol";
import {Receipt, Refund} from "./types/Receipt.sol";

/// @title Payments
/// @notice Turns payments that succeeded at a payment processor into units on the Ledger, and takes units back for refunds.
/// @dev
/// MONEY
/// - One unit is one minor unit of a currency that a processor account received, on the word of a quorum. Each (quorum, currency,
///   processor) is a series of its own, so that a unit names whose word it is. The series are unrestricted.
/// - `issue` creates units for an attested payment, straight into the payee's account when the payment names one. When the payee
///   does not take them they go to the payer. The payment is used either way.
/// - `refund` books an attested refund: the money has left the processor, so units of that amount must come back. The payee
///   returns at once what it can; the rest is a receivable against the payee's account, or against the payer where the payee
///   never had the units.
/// - A debtor pays by moving units to the account `receivableKeyOf(debtor, key, id)` of this contract, at any time; `collect`
///   destroys them. What was moved there beyond the receivable goes back to the debtor.
/// - `redeem` destroys units whose holder wants the money. They count as in flight until it is paid out.
///
/// ROLES
/// - There is no owner, pause or upgrade. Whoever submits a fact pays the gas and decides nothing.
/// - A quorum can issue and recall only the units of its own series.
///
/// GAS
/// - At least `gasLimit` of the receipt, and never less than `PAYEE_GAS`, reaches `onPayment` and `onRefund`; a call with less
///   reverts before anything is used, so that nobody can make a payee fail by starving it. What the payee burns never takes what
///   is needed to finish.
///
/// ASSUMPTIONS
/// - Attestors sign a payment only when its payer is an account that can hold units (neither zero nor the Ledger) and its gas
///   limit fits into a block; otherwise it cannot be issued.
/// - Attestors sign a refund after the payment it belongs to, and its amount lies within the payment.
///
/// WHAT IS NOT CHECKED
/// - What the processor account really holds: `dueFromProcessor` says what it must hold.
/// - Whether a payee tells the truth in `onRefund`: what arrived is counted instead. A payee that reverts owes it all.
/// - Whether a currency code is one of ISO 4217.
///
/// INVARIANTS
/// PAYMENTS-1 Per id, processor balance + receivables = units outstanding + in flight, at any time.
/// PAYMENTS-2 Within a quorum a payment is issued at most once, a refund booked at most once, and the refunds of a payment never
///            exceed it.
contract Payments is Multicallable {
    /// @param receipt The hash of the receipt, or zero when nothing was issued.
    /// @param refunded The sum of its refunds, in the currency's minor unit.
    /// @param bounced Whether the payee did not take the units, so that the payer has them.
    struct Booking {
        bytes32 receipt; // slot 0
        uint128 refunded; // slot 1
        bool bounced;
    }

    /// @param receivables What debtors still have to give back, in the smallest unit of the id.
    /// @param inFlight What holders redeemed and is still to be paid out, in the smallest unit of the id.
    struct Totals {
        uint128 receivables; // slot 0
        uint128 inFlight;
    }

    /// @param origin The hash of quorum, currency and processor in full: the series has only 95 bits of it.
    /// @param currency The code, ASCII, left-aligned.
    struct Series {
        bytes32 origin;
        bytes32 currency;
    }

    /// @notice What reaches a payee at the least, in gas.
    uint256 public constant PAYEE_GAS = 200_000;

    /// @notice What the Ledger may use for itself while it issues and pays, in gas.
    uint256 public constant ISSUE_GAS = 100_000;

    /// @notice What is kept back from a payee to finish, in gas.
    uint256 public constant RESERVE_GAS = 150_000;

    Ledger public immutable LEDGER;
    Facts public immutable FACTS;

    mapping(bytes32 quorum => mapping(bytes32 paymentKey => Booking)) private _bookings;
    mapping(bytes32 quorum => mapping(bytes32 subject => bool booked)) private _refunds;
    mapping(uint256 id => Totals) private _totals;
    mapping(uint96 series => Series) private _series;

    /// @notice What the debtor behind the key still has to give back, in the smallest unit of the id in the key.
    mapping(bytes32 receivableKey => uint128 amount) public receivableOf;

    /// @notice The units of a quorum, currency and processor account have got their id.
    /// @param currency The code, ASCII, left-aligned.
    event SeriesOpened(uint256 indexed id, bytes32 indexed quorum, bytes32 currency, bytes32 processor);

    /// @notice Units were created for a payment. The payee's own events of it come before this one.
    /// @param delivered Whether the payee took the units; otherwise the payer has them.
    /// @param observedAt The business time of the payment, as a Unix timestamp.
    /// @param mask Bit i is set when attestor i signed.
    event PaymentIssued(
        bytes32 indexed paymentKey,
        bytes32 indexed quorum,
        bytes32 indexed key,
        Receipt receipt,
        uint256 id,
        uint40 observedAt,
        bool delivered,
        uint32 mask
    );

    /// @notice A refund was booked. The payee's own events of it come before this one.
    /// @param key The payee's account key.
    /// @param amount What the payer got back, in the smallest unit of `id`.
    /// @param returned What was destroyed of the debtor's units in the same call, in the smallest unit of `id`; with older
    /// receivables it may exceed `amount`.
    /// @param bookedAt The booking date, as a Unix timestamp.
    /// @param observedAt The business time of the refund, as a Unix timestamp.
    /// @param mask Bit i is set when attestor i signed.
    event PaymentRefunded(
        bytes32 indexed paymentKey,
        bytes32 indexed refundId,
        bytes32 indexed key,
        uint256 id,
        uint128 amount,
        uint128 returned,
        uint40 bookedAt,
        uint40 observedAt,
        uint32 mask
    );

    /// @notice Units that a debtor gave back were destroyed.
    /// @param amount The amount, in the smallest unit of `id`.
    event ReceivableCollected(bytes32 indexed receivableKey, uint256 id, uint128 amount);

    /// @notice A holder gave units up for the money behind them.
    /// @param amount The amount, in the smallest unit of `id`.
    /// @param memo The holder's reference.
    event UnitsRedeemed(uint256 indexed id, address indexed holder, uint128 amount, bytes32 memo);

    /// @notice Thrown when the payment was issued before.
    error AlreadyIssued(bytes32 paymentKey);

    /// @notice Thrown when the refund was booked before.
    error AlreadyRefunded(bytes32 refundId);

    /// @notice Thrown when no such payment was issued.
    error PaymentUnknown(bytes32 paymentKey);

    /// @notice Thrown when the payment was issued with another receipt.
    /// @param given The hash of the receipt given.
    /// @param expected The hash of the receipt issued.
    error ReceiptDiffers(bytes32 given, bytes32 expected);

    /// @notice Thrown when the refund is of another payment.
    error PaymentDiffers(bytes32 given, bytes32 expected);

    /// @notice Thrown when the refunds of a payment would exceed it, both in the currency's minor unit.
    error RefundAbovePayment(uint256 refunded, uint256 amount);

    /// @notice Thrown when the payee could be starved, both in gas.
    error GasNotAvailable(uint256 given, uint256 needed);

    /// @notice Thrown when the series belongs to another quorum, currency and processor with the same 95 bits.
    error SeriesTaken(uint96 series);

    /// @notice Thrown when the debtor moved nothing here.
    error NothingToCollect(bytes32 receivableKey);

    /// @notice Thrown when this contract does not stand behind the units.
    error NotOurUnits(uint256 id);

    constructor(Ledger ledger, Facts facts) {
        LEDGER = ledger;
        FACTS = facts;
    }

    /* IN */

    /// @notice Creates the units of an attested payment.
    /// @param receipt The payment. The fact's subject is its key, its value the hash of the receipt.
    /// @param observedAt The business time of the payment, as a Unix timestamp.
    /// @param confirmations Over the fact.
    function issue(Receipt calldata receipt, uint40 observedAt, Confirmations calldata confirmations) external {
        bytes32 paymentKey = paymentKeyOf(receipt.processor, receipt.transaction);
        Booking storage booking = _bookings[receipt.quorum][paymentKey];
        require(booking.receipt == 0, AlreadyIssued(paymentKey));
        bytes32 content = keccak256(abi.encode(receipt));
        _requireFact(receipt.quorum, TOPIC_PAYMENT, paymentKey, content, observedAt, confirmations);

        booking.receipt = content;
        uint256 id = open(receipt.quorum, receipt.currency, receipt.processor);

        bool delivered = _deliver(receipt, paymentKey, id);
        if (!delivered) {
            if (receipt.payee != address(0)) booking.bounced = true;
            LEDGER.issue(_seriesIn(id), receipt.payer, receipt.amount);
        }
        emit PaymentIssued(
            paymentKey, receipt.quorum, receipt.key, receipt, id, observedAt, delivered, confirmations.mask
        );
    }

    /// @notice Gives the units of a quorum, currency and processor account their id; the first payment does it otherwise. It
    /// changes nothing when that was done before.
    /// @param currency The ISO 4217 code, ASCII, left-aligned.
    /// @param processor The hash that names the processor account.
    function open(bytes32 quorum, bytes32 currency, bytes32 processor) public returns (uint256 id) {
        uint96 series = seriesOf(quorum, currency, processor);
        id = uint256(series) << 160 | uint160(address(this));
        bytes32 origin = keccak256(abi.encode(quorum, currency, processor));
        bytes32 known = _series[series].origin;
        require(known == 0 || known == origin, SeriesTaken(series));
        if (known != 0) return id;

        _series[series] = Series(origin, currency);
        emit SeriesOpened(id, quorum, currency, processor);
    }

    /// @dev All that the payee and the Ledger did is undone when it fails.
    function _deliver(Receipt calldata receipt, bytes32 paymentKey, uint256 id) private returns (bool) {
        if (receipt.payee == address(0)) return false;
        bytes memory purpose = abi.encode(paymentKey, receipt.payer, receipt.bookedAt);
        // One 64th of what the Ledger has left stays with it.
        _requireGas(ISSUE_GAS + _before64th(_gasFor(receipt)));

        try LEDGER.issueAndPay{gas: gasleft() - RESERVE_GAS}(
            _seriesIn(id), receipt.payee, receipt.key, receipt.amount, purpose
        ) {
            return true;
        } catch {
            return false;
        }
    }

    /* BACK */

    /// @notice Books an attested refund and takes back what the payee can return now.
    /// @param receipt The payment as it was issued.
    /// @param refunded The refund. The fact's subject is `keccak256(abi.encode(paymentKey, refundId))`, its value the refund's hash.
    /// @param observedAt The business time of the refund, as a Unix timestamp.
    /// @param confirmations Over the fact.
    function refund(
        Receipt calldata receipt,
        Refund calldata refunded,
        uint40 observedAt,
        Confirmations calldata confirmations
    ) external {
        bytes32 paymentKey = paymentKeyOf(receipt.processor, receipt.transaction);
        Booking storage booking = _requireIssued(receipt, paymentKey);
        require(refunded.paymentKey == paymentKey, PaymentDiffers(refunded.paymentKey, paymentKey));
        bytes32 subject = keccak256(abi.encode(paymentKey, refunded.refundId));
        require(!_refunds[receipt.quorum][subject], AlreadyRefunded(refunded.refundId));
        uint256 sum = uint256(booking.refunded) + refunded.amount;
        require(sum <= receipt.amount, RefundAbovePayment(sum, receipt.amount));
        bytes32 content = keccak256(abi.encode(refunded));
        _requireFact(receipt.quorum, TOPIC_REFUND, subject, content, observedAt, confirmations);

        _refunds[receipt.quorum][subject] = true;
        // Fits: at most the payment's amount.
        // forge-lint: disable-next-line(unsafe-typecast)
        booking.refunded = uint128(sum);

        uint256 id = idOf(receipt.quorum, receipt.currency, receipt.processor);
        bool delivered = receipt.payee != address(0) && !booking.bounced;
        uint128 returned = delivered
            ? _recall(receipt, refunded, id)
            : _owe(receivableKeyOf(receipt.payer, 0, id), id, refunded.amount);
        emit PaymentRefunded(
            paymentKey,
            refunded.refundId,
            receipt.key,
            id,
            refunded.amount,
            returned,
            refunded.bookedAt,
            observedAt,
            confirmations.mask
        );
    }

    /// @notice Destroys the units that a debtor moved to its account here, up to what it owes, and returns the rest to it; anyone
    /// may call it.
    /// @param debtor The payee, or the payer of a payment whose payee did not take the units.
    /// @param key The payee's account key; zero for a payer.
    /// @return amount What was destroyed, in the smallest unit of `id`.
    function collect(address debtor, bytes32 key, uint256 id) external returns (uint128 amount) {
        bytes32 receivableKey = receivableKeyOf(debtor, key, id);
        uint256 held = LEDGER.balanceOf(LEDGER.accountOf(address(this), receivableKey), id);
        require(held != 0, NothingToCollect(receivableKey));

        amount = _settle(receivableKey, id);
        if (amount != 0) emit ReceivableCollected(receivableKey, id, amount);

        if (held == amount) return amount;
        address home = key == 0 ? debtor : LEDGER.accountOf(debtor, key);
        LEDGER.move(receivableKey, home, id, held - amount);
    }

    /// @notice Destroys units of the caller, who wants the money behind them. The caller must have approved this contract.
    /// @param amount The amount, in the smallest unit of `id`.
    /// @param memo The caller's reference.
    function redeem(uint256 id, uint128 amount, bytes32 memo) external {
        _requireOurs(id);

        _totals[id].inFlight += amount;
        emit UnitsRedeemed(id, msg.sender, amount, memo);

        LEDGER.redeem(msg.sender, _seriesIn(id), amount);
    }

    /// @dev Asks the payee for the refunded amount, after older receivables took what had arrived for them. Its answer is not read
    /// and its failure changes nothing: what it did not move is owed.
    function _recall(Receipt calldata receipt, Refund calldata refunded, uint256 id)
        private
        returns (uint128 returned)
    {
        bytes32 receivableKey = receivableKeyOf(receipt.payee, receipt.key, id);
        if (receivableOf[receivableKey] != 0) {
            uint128 earlier = _settle(receivableKey, id);
            if (earlier != 0) emit ReceivableCollected(receivableKey, id, earlier);
        }
        _charge(receivableKey, id, refunded.amount);

        bytes memory data = abi.encodeCall(
            IRefundee.onRefund, (refunded.paymentKey, receipt.key, id, refunded.amount, refunded.bookedAt)
        );
        _requireGas(_gasFor(receipt));
        LibCall.tryCall(receipt.payee, 0, gasleft() - RESERVE_GAS, 0, data);

        returned = _settle(receivableKey, id);
    }

    function _owe(bytes32 receivableKey, uint256 id, uint128 amount) private returns (uint128 returned) {
        _charge(receivableKey, id, amount);

        returned = _settle(receivableKey, id);
    }

    function _charge(bytes32 receivableKey, uint256 id, uint128 amount) private {
        receivableOf[receivableKey] += amount;
        _totals[id].receivables += amount;
    }

    /// @dev Destroys what arrived in the account, up to the receivable.
    function _settle(bytes32 receivableKey, uint256 id) private returns (uint128 amount) {
        uint128 receivable = receivableOf[receivableKey];
        uint256 held = LEDGER.balanceOf(LEDGER.accountOf(address(this), receivableKey), id);
        // Fits: at most the receivable.
        // forge-lint: disable-next-line(unsafe-typecast)
        amount = uint128(FixedPointMathLib.min(held, receivable));
        if (amount == 0) return 0;

        receivableOf[receivableKey] = receivable - amount;
        _totals[id].receivables -= amount;

        LEDGER.redeemFrom(receivableKey, _seriesIn(id), amount);
    }

    /* CHECKS */

    function _requireFact(
        bytes32 quorum,
        bytes32 topic,
        bytes32 subject,
        bytes32 value,
        uint40 observedAt,
        Confirmations calldata confirmations
    ) private view {
        Fact memory fact = Fact({
            quorum: quorum,
            audience: address(this),
            topic: topic,
            subject: subject,
            round: 0,
            value: value,
            observedAt: observedAt,
            validUntil: 0
        });
        FACTS.check(fact, confirmations);
    }

    function _requireIssued(Receipt calldata receipt, bytes32 paymentKey)
        private
        view
        returns (Booking storage booking)
    {
        booking = _bookings[receipt.quorum][paymentKey];
        bytes32 expected = booking.receipt;
        require(expected != 0, PaymentUnknown(paymentKey));
        bytes32 given = keccak256(abi.encode(receipt));
        require(given == expected, ReceiptDiffers(given, expected));
    }

    function _gasFor(Receipt calldata receipt) private pure returns (uint256) {
        return FixedPointMathLib.max(receipt.gasLimit, PAYEE_GAS);
    }

    /// @dev Enough to pass `amount` to a call and to keep the reserve.
    function _requireGas(uint256 amount) private view {
        uint256 needed = _before64th(amount) + RESERVE_GAS;
        uint256 given = gasleft();
        require(given >= needed, GasNotAvailable(given, needed));
    }

    /// @dev What must be there so that `amount` is left after a 64th stays with the caller, rounded up.
    function _before64th(uint256 amount) private pure returns (uint256) {
        return amount + amount / 63 + 1;
    }

    function _requireOurs(uint256 id) private view {
        // The low 160 bits are the address.
        // forge-lint: disable-next-line(unsafe-typecast)
        require(address(uint160(id)) == address(this), NotOurUnits(id));
    }

    function _seriesIn(uint256 id) private pure returns (uint96) {
        // The high 96 bits are the series.
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint96(id >> 160);
    }

    /* VIEWS */

    /// @notice What was booked for a payment on the quorum's word.
    function bookingOf(bytes32 quorum, bytes32 paymentKey) external view returns (Booking memory) {
        return _bookings[quorum][paymentKey];
    }

    /// @notice Whether the refund was booked on the quorum's word.
    function isRefunded(bytes32 quorum, bytes32 paymentKey, bytes32 refundId) external view returns (bool) {
        return _refunds[quorum][keccak256(abi.encode(paymentKey, refundId))];
    }

    /// @notice What is owed to and by the processor account beside the units outstanding.
    function totalsOf(uint256 id) external view returns (Totals memory) {
        return _totals[id];
    }

    /// @notice What the processor account must hold, in the smallest unit of `id`: units outstanding, and what is in flight, less
    /// receivables.
    function dueFromProcessor(uint256 id) external view returns (uint256) {
        Totals memory totals = _totals[id];
        return LEDGER.totalSupply(id) + totals.inFlight - totals.receivables;
    }

    /// @notice The key of a payment: the subject of its fact.
    function paymentKeyOf(bytes32 processor, bytes32 transaction) public pure returns (bytes32) {
        return keccak256(abi.encode(processor, transaction));
    }

    /// @notice The key of the account here that a debtor gives units back through, and of what it owes.
    /// @param debtor The payee, or the payer of a payment whose payee did not take the units.
    /// @param key The payee's account key; zero for a payer.
    function receivableKeyOf(address debtor, bytes32 key, uint256 id) public pure returns (bytes32) {
        return keccak256(abi.encode(debtor, key, id));
    }

    /// @notice The Ledger id of the units of a quorum, currency and processor account.
    function idOf(bytes32 quorum, bytes32 currency, bytes32 processor) public view returns (uint256) {
        return uint256(seriesOf(quorum, currency, processor)) << 160 | uint160(address(this));
    }

    /// @notice The series of the units of a quorum, currency and processor account.
    function seriesOf(bytes32 quorum, bytes32 currency, bytes32 processor) public pure returns (uint96) {
        // Cut on purpose: `open` compares the whole hash. The top bit stays clear, which marks restricted series.
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint96(uint256(keccak256(abi.encode(quorum, currency, processor)))) & type(uint96).max >> 1;
    }

    /// @notice How many decimals the units of an open series are shown with: those of the currency's minor unit.
    function decimals(uint96 series) external view returns (uint8) {
        return Currencies.decimalsOf(_series[series].currency);
    }

    /// @notice The currency code of an open series; empty for any other.
    function symbol(uint96 series) external view returns (string memory) {
        return LibString.fromSmallString(_series[series].currency);
    }
}
