// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC6909} from "solady/tokens/ERC6909.sol";
import {EfficientHashLib} from "solady/utils/EfficientHashLib.sol";
import {EIP712} from "solady/utils/EIP712.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibBitmap} from "solady/utils/LibBitmap.sol";
import {LibClone} from "solady/utils/LibClone.sol";
import {MetadataReaderLib} from "solady/utils/MetadataReaderLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {SignatureCheckerLib} from "solady/utils/SignatureCheckerLib.sol";

import {DeadlinePassed} from "./Errors.sol";
import {Inlet} from "./Inlet.sol";
import {IERC2612} from "./interfaces/IERC2612.sol";
import {IERC3009} from "./interfaces/IERC3009.sol";
import {IIssuer} from "./interfaces/IIssuer.sol";
import {IPayee} from "./interfaces/IPayee.sol";
import {Authorization, Payment, depositNonce, paymentNonce} from "./types/Payment.sol";

/// @title Ledger
/// @notice Holds everything of value: ERC-20 tokens and the units that contracts issue, for accounts and for the sub-accounts
/// of contracts.
/// @dev
/// MONEY
/// - It is an ERC-6909 ledger. The low 160 bits of an id name who stands behind the unit, the high 96 bits are the series.
/// - Series 0 is an ERC-20 token held here: one unit for each smallest unit of the token, credited by `deposit`, paid out by
///   `withdraw`. Any other series is issued and redeemed by the contract at the id's address alone.
/// - A series with its top bit set (bit 255 of the id) is restricted: its issuer is asked before every transfer and may redeem
///   from any account. The bit tells a holder so.
/// - Every change of a balance emits `Transfer`, from or to the zero address when units come or go, so that these events alone
///   rebuild every balance. Its `by` is whose authority moved the units, never who relayed a signature.
///
/// ROLES
/// - There is no owner, fee, pause or upgrade, and no scheme is known here.
/// - A holder moves its own balance, by call or by a signed `Payment` that anyone submits; a spender or operator it approved
///   moves it too.
/// - A contract (or anyone) owns a sub-account for every key, at `accountOf(owner, key)`, and alone lowers it. The address is
///   that of an `Inlet` nobody need deploy; tokens sent straight to it are credited to it by `sweep`.
/// - A payee is a contract that takes payments with a purpose, through `IPayee.onPayment`.
///
/// ASSUMPTIONS
/// - A token never lowers a balance but by a transfer or burn its holder made or allowed. Balance-shrinking tokens are
///   unsupported: who withdraws last is short. The loss stays within that token.
/// - A token takes from the sender no more than the amount sent. A fee kept from what the receiver gets is supported.
/// - `balanceOf`, `transfer` and `transferFrom` are those of ERC-20; returning nothing is accepted, returning false is not.
///
/// WHAT IS NOT CHECKED
/// - Whether a token, an issuer or a payee is honest: an id names who stands behind it, and holders choose.
/// - Tokens sent straight to the Ledger, and native coin and NFTs sent to the Ledger or to a sub-account, are lost: they are not
///   credited to anyone by name. A balance that grows by itself is not credited either.
/// - Units moved to a sub-account by a plain transfer are a surplus that its owner sees and can return, not a deposit.
///
/// INVARIANTS
/// LEDGER-1 Per ERC-20 token, tokens held >= units outstanding.
/// LEDGER-2 Per id, the sum of balances is the supply; only during a withdrawal's own token call is the supply higher, by the
///          amount in flight.
/// LEDGER-3 An account is lowered only by its holder, by a spender or operator the holder approved, by the contract that owns
///          it, or by the issuer of a restricted id.
/// LEDGER-4 Every external call is made with books that never show more credit than is held, so that re-entry gains nothing:
///          a deposit is credited after the token call, against the surplus of held over outstanding;
///          a withdrawal is balance, token, supply;
///          a payment is `onTransfer`, then read and move, event, `onPayment`, then nothing;
///          a distribution reads the payer again after each `onTransfer`;
///          a signed payment burns its nonce before the first call.
/// LEDGER-5 Per sub-account, booked liabilities <= balance, and one key never touches another's money.
/// LEDGER-6 Each unit of a token can be withdrawn by its holder, or moved out by the owner contract, with nobody's permission.
contract Ledger is ERC6909, EIP712 {
    using LibBitmap for LibBitmap.Bitmap;

    struct Balance {
        uint256 amount;
    }

    /// @dev Where solady's ERC-6909 begins the slots of balances; see `_balance`.
    uint256 private constant BALANCE_SEED = 0xedcaa89a82293940;

    /// @dev Half the order of secp256k1, rounded down: the greatest `s` that has no smaller twin.
    uint256 private constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    /// @notice The hash of the init code of an `Inlet`, from which the addresses of sub-accounts follow.
    bytes32 public immutable INLET_HASH = keccak256(type(Inlet).creationCode);

    /// @notice The units outstanding of each id, in its smallest unit.
    mapping(uint256 id => uint256 units) public totalSupply;

    mapping(address owner => LibBitmap.Bitmap nonces) private _spentNonces;

    /// @notice Tokens came in and were credited.
    /// @param units What was credited, in the token's smallest unit.
    event Deposited(address indexed token, address indexed from, address indexed to, uint256 units);

    /// @notice Tokens were paid out.
    /// @param amount What left the Ledger, in the token's smallest unit; a fee of the token is still in it.
    event Withdrawn(address indexed token, address indexed from, address indexed to, uint256 amount);

    /// @notice An issuer created units.
    /// @param amount The amount, in the smallest unit of `id`.
    event Issued(uint256 indexed id, address indexed to, uint256 amount);

    /// @notice An issuer destroyed units.
    /// @param amount The amount, in the smallest unit of `id`.
    event Redeemed(uint256 indexed id, address indexed from, uint256 amount);

    /// @notice Units arrived in the payee's account `key` with a purpose.
    /// @param amount The amount, in the smallest unit of `id`.
    event Paid(address indexed payer, address indexed payee, bytes32 indexed key, uint256 id, uint256 amount);

    /// @notice A nonce of signed payments was used or cancelled.
    event NonceSpent(address indexed owner, uint256 nonce);

    /// @notice Thrown when units or tokens would go to the zero address or to the Ledger itself.
    error NotAReceiver(address to);

    /// @notice Thrown when fewer units would be credited than the depositor accepts, both in the token's smallest unit.
    error BelowMinimum(uint256 units, uint256 minUnits);

    /// @notice Thrown when a token took an ERC-3009 authorization without using its nonce.
    error AuthorizationNotUsed(address token, bytes32 nonce);

    /// @notice Thrown when someone issues or redeems series 0, which is held tokens.
    error SeriesReserved();

    /// @notice Thrown when the payee has no code or does not answer as a payee.
    error NotAPayee(address payee);

    /// @notice Thrown when the nonce was used or cancelled before.
    error NonceAlreadySpent(address owner, uint256 nonce);

    /// @notice Thrown when the signature is not the signer's, or has a twin.
    error NotSignedBy(address signer);

    /// @notice Thrown when a distribution names different numbers of receivers and amounts.
    error LengthsDiffer(uint256 receivers, uint256 amounts);

    /// @notice Thrown when native coin is sent along; `value` is in wei.
    error NativeCoinUnsupported(uint256 value);

    /* TOKENS IN AND OUT */

    /// @notice Takes `amount` of `token` from the caller and credits what arrived to `to`.
    /// @param amount The amount to take, in the token's smallest unit.
    /// @param minUnits The fewest units the caller accepts: below it the deposit reverts.
    /// @return units What was credited: `amount`, or the surplus of tokens held over units outstanding if that is less.
    function deposit(address token, address to, uint256 amount, uint256 minUnits) public returns (uint256 units) {
        SafeTransferLib.safeTransferFrom(token, msg.sender, address(this), amount);

        units = _credit(token, msg.sender, to, amount, minUnits);
    }

    /// @notice Deposits with the caller's own ERC-2612 permit over `amount`; a permit that fails is ignored, because a
    /// front-runner may have used it already and the allowance decides.
    /// @param deadline The last second, as a Unix timestamp, at which the permit is valid.
    function depositWithPermit(
        address token,
        address to,
        uint256 amount,
        uint256 minUnits,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external returns (uint256 units) {
        try IERC2612(token).permit(msg.sender, address(this), amount, deadline, v, r, s) {} catch {}

        units = deposit(token, to, amount, minUnits);
    }

    /// @notice Deposits the tokens of whoever signed the authorization; anyone may submit it.
    /// @dev The nonce that is signed is `depositNonce(to, minUnits, authorization.salt)`.
    /// @param minUnits The fewest units the signer accepts.
    function depositWithAuthorization(address token, Authorization calldata authorization, address to, uint256 minUnits)
        external
        returns (uint256 units)
    {
        _receive(token, authorization, depositNonce(to, minUnits, authorization.salt));

        units = _credit(token, authorization.from, to, authorization.amount, minUnits);
    }

    /// @notice Deposits the tokens of whoever signed the authorization straight into the account `key` of `payee`, and pays with
    /// them; anyone may submit it.
    /// @dev The nonce that is signed is `paymentNonce(payee, key, keccak256(data), minUnits, authorization.salt)`.
    /// @param minUnits The fewest units the signer accepts.
    /// @param data The purpose.
    function payWithAuthorization(
        address token,
        Authorization calldata authorization,
        address payee,
        bytes32 key,
        uint256 minUnits,
        bytes calldata data
    ) external returns (uint256 units) {
        _receive(token, authorization, paymentNonce(payee, key, keccak256(data), minUnits, authorization.salt));
        units = _credit(token, authorization.from, accountOf(payee, key), authorization.amount, minUnits);

        _notify(authorization.from, payee, key, _idOf(token), units, data);
    }

    /// @notice Pays `amount` of `token` out of the caller's balance to `to`.
    /// @param amount The amount, in the token's smallest unit.
    function withdraw(address token, address to, uint256 amount) external {
        _requireReceiver(to);

        uint256 id = _idOf(token);
        _burn(msg.sender, id, amount);
        emit Withdrawn(token, msg.sender, to, amount);

        SafeTransferLib.safeTransfer(token, to, amount);

        // Effect: after the call, so that a deposit made from within it cannot count the tokens that are leaving.
        totalSupply[id] -= amount;
    }

    /// @notice Credits all of `token` held at the sub-account's address to the sub-account; anyone may call it.
    /// @return units What was credited, in the token's smallest unit.
    function sweep(address owner, bytes32 key, address token) external returns (uint256 units) {
        address account = accountOf(owner, key);
        if (account.code.length == 0) new Inlet{salt: _saltOf(owner, key)}();

        uint256 amount = Inlet(account).sweep(token);

        units = _credit(token, account, account, amount, 0);
    }

    /// @dev Credits at most the surplus, read after the token call: whatever happened within it, more is never outstanding than
    /// held.
    function _credit(address token, address from, address to, uint256 amount, uint256 minUnits)
        private
        returns (uint256 units)
    {
        _requireReceiver(to);
        uint256 id = _idOf(token);
        uint256 supply = totalSupply[id];
        uint256 held = SafeTransferLib.balanceOf(token, address(this));
        units = FixedPointMathLib.min(amount, FixedPointMathLib.zeroFloorSub(held, supply));
        require(units >= minUnits, BelowMinimum(units, minUnits));

        totalSupply[id] = supply + units;
        _mint(to, id, units);
        emit Deposited(token, from, to, units);
    }

    /// @dev A token without ERC-3009 may have a fallback that accepts anything, so the nonce is asked for afterwards.
    function _receive(address token, Authorization calldata authorization, bytes32 nonce) private {
        IERC3009(token)
            .receiveWithAuthorization(
                authorization.from,
                address(this),
                authorization.amount,
                authorization.validAfter,
                authorization.validBefore,
                nonce,
                authorization.v,
                authorization.r,
                authorization.s
            );
        bool used = IERC3009(token).authorizationState(authorization.from, nonce);
        require(used, AuthorizationNotUsed(token, nonce));
    }

    /* ISSUED UNITS */

    /// @notice Creates `amount` units of the caller's `series` for `to`.
    /// @param amount The amount, in the series' smallest unit.
    function issue(uint96 series, address to, uint256 amount) external {
        _issue(series, to, amount);
    }

    /// @notice Creates `amount` units of the caller's `series` in the account `key` of `payee` and pays with them.
    /// @param amount The amount, in the series' smallest unit.
    /// @param data The purpose.
    function issueAndPay(uint96 series, address payee, bytes32 key, uint256 amount, bytes calldata data) external {
        uint256 id = _issue(series, accountOf(payee, key), amount);

        _notify(msg.sender, payee, key, id, amount, data);
    }

    /// @notice Destroys `amount` units of the caller's `series` held by `from`: by the caller itself or by a holder that
    /// approved the caller; of a restricted series by anyone.
    /// @param amount The amount, in the series' smallest unit.
    function redeem(address from, uint96 series, uint256 amount) external {
        uint256 id = _issuedId(series);
        if (from != msg.sender && !_isRestricted(id)) _spendAllowance(from, id, amount);

        _redeem(from, id, amount);
    }

    /// @notice Destroys `amount` units of the caller's `series` held in its own account `key`.
    /// @param amount The amount, in the series' smallest unit.
    function redeemFrom(bytes32 key, uint96 series, uint256 amount) external {
        _redeem(accountOf(msg.sender, key), _issuedId(series), amount);
    }

    function _issue(uint96 series, address to, uint256 amount) private returns (uint256 id) {
        id = _issuedId(series);
        _requireReceiver(to);

        totalSupply[id] += amount;
        _mint(to, id, amount);
        emit Issued(id, to, amount);
    }

    function _redeem(address from, uint256 id, uint256 amount) private {
        _burn(from, id, amount);
        totalSupply[id] -= amount;
        emit Redeemed(id, from, amount);
    }

    function _spendAllowance(address from, uint256 id, uint256 amount) private {
        if (isOperator(from, msg.sender)) return;
        uint256 allowed = allowance(from, msg.sender, id);
        if (allowed == type(uint256).max) return;
        require(allowed >= amount, InsufficientPermission());

        _approve(from, msg.sender, id, allowed - amount);
    }

    function _issuedId(uint96 series) private view returns (uint256) {
        require(series != 0, SeriesReserved());

        return uint256(series) << 160 | uint160(msg.sender);
    }

    /* PAYMENTS WITH A PURPOSE */

    /// @notice Moves `amount` of the caller's units to the account `key` of `payee` and tells it.
    /// @param amount The amount, in the smallest unit of `id`.
    /// @param data The purpose, in the payee's encoding.
    function pay(address payee, bytes32 key, uint256 id, uint256 amount, bytes calldata data) external {
        _pay(msg.sender, payee, key, id, amount, data);
    }

    /// @notice Carries out a payment that its payer signed, an account with a key or a contract (ERC-1271); anyone may submit it.
    /// @param data The purpose, in the payee's encoding.
    /// @param signature Over the EIP-712 digest, 64 (ERC-2098) or 65 bytes, or what the contract accepts.
    function payFor(Payment calldata payment, bytes calldata data, bytes calldata signature) external {
        // forge-lint: disable-next-line(block-timestamp)
        require(block.timestamp <= payment.deadline, DeadlinePassed(payment.deadline));

        _spendNonce(payment.payer, payment.nonce);

        _requireSignature(payment.payer, _hashTypedData(payment.hash(data)), signature);
        _pay(payment.payer, payment.payee, payment.key, payment.id, payment.amount, data);
    }

    /// @notice Makes signed payments of the caller that carry `nonce` worthless.
    function cancelNonce(uint256 nonce) external {
        _spendNonce(msg.sender, nonce);
    }

    function _pay(address payer, address payee, bytes32 key, uint256 id, uint256 amount, bytes calldata data) private {
        _move(payer, payer, accountOf(payee, key), id, amount);

        _notify(payer, payee, key, id, amount, data);
    }

    /// @dev The last thing a function does: after `onPayment` nothing is read or written.
    function _notify(address payer, address payee, bytes32 key, uint256 id, uint256 amount, bytes calldata data)
        private
    {
        require(payee.code.length != 0, NotAPayee(payee));
        emit Paid(payer, payee, key, id, amount);

        bytes4 answer = IPayee(payee).onPayment(payer, key, id, amount, data);
        require(answer == IPayee.onPayment.selector, NotAPayee(payee));
    }

    function _spendNonce(address owner, uint256 nonce) private {
        require(_spentNonces[owner].toggle(nonce), NonceAlreadySpent(owner, nonce));
        emit NonceSpent(owner, nonce);
    }

    function _requireSignature(address signer, bytes32 digest, bytes calldata signature) private view {
        bool single = signer.code.length != 0 || _hasNoTwin(signature);
        require(
            single && SignatureCheckerLib.isValidSignatureNowCalldata(signer, digest, signature), NotSignedBy(signer)
        );
    }

    function _hasNoTwin(bytes calldata signature) private pure returns (bool) {
        if (signature.length < 64) return false;
        uint256 s = uint256(bytes32(signature[32:64]));
        // In the 64-byte form the top bit is the parity of y.
        if (signature.length == 64) s &= type(uint256).max >> 1;
        return s <= HALF_ORDER;
    }

    /* SUB-ACCOUNTS */

    /// @notice Moves units out of the caller's account `key`.
    /// @param amount The amount, in the smallest unit of `id`.
    function move(bytes32 key, address to, uint256 id, uint256 amount) external {
        _move(msg.sender, accountOf(msg.sender, key), to, id, amount);
    }

    /// @notice Moves units out of the caller's account `key` to many accounts, one after the other.
    /// @param amounts What each receiver gets, in the smallest unit of `id`.
    function distribute(bytes32 key, uint256 id, address[] calldata to, uint256[] calldata amounts) external {
        require(to.length == amounts.length, LengthsDiffer(to.length, amounts.length));
        address from = accountOf(msg.sender, key);

        if (_isRestricted(id)) {
            for (uint256 i; i < to.length; ++i) {
                _move(msg.sender, from, to[i], id, amounts[i]);
            }
            return;
        }

        // Nothing is called in between, so what is left of the payer is read and written once. The receiver's checks are those
        // of `_requireReceiver`, written out because it saves 50 gas a receiver.
        Balance storage source = _balance(from, id);
        uint256 left = source.amount;
        for (uint256 i; i < to.length; ++i) {
            address receiver = to[i];
            uint256 amount = amounts[i];
            if (receiver == address(0)) revert NotAReceiver(receiver);
            if (receiver == address(this)) revert NotAReceiver(receiver);
            require(amount <= left, InsufficientBalance());
            if (receiver != from) {
                // Cannot underflow: required above.
                unchecked {
                    left -= amount;
                }
                _raise(receiver, id, amount);
            }
            emit Transfer(msg.sender, from, receiver, id, amount);
        }
        source.amount = left;
    }

    /// @notice The address of the account `key` of `owner`.
    function accountOf(address owner, bytes32 key) public view returns (address) {
        return LibClone.predictDeterministicAddress(INLET_HASH, _saltOf(owner, key), address(this));
    }

    function _saltOf(address owner, bytes32 key) private pure returns (bytes32) {
        return EfficientHashLib.hash(bytes32(uint256(uint160(owner))), key);
    }

    /* TRANSFERS */

    /// @notice Moves the caller's units.
    /// @dev Its checks are those of `_requireNoCoin` and `_requireReceiver`, written out because it saves 70 gas.
    /// @param amount The amount, in the smallest unit of `id`.
    function transfer(address to, uint256 id, uint256 amount) public payable override returns (bool) {
        if (msg.value != 0) revert NativeCoinUnsupported(msg.value);
        if (to == address(0)) revert NotAReceiver(to);
        if (to == address(this)) revert NotAReceiver(to);
        if (_isRestricted(id)) _askIssuer(msg.sender, msg.sender, to, id, amount);

        return super.transfer(to, id, amount);
    }

    /// @notice Moves the units of `from`, which is the caller or has approved it.
    /// @param amount The amount, in the smallest unit of `id`.
    function transferFrom(address from, address to, uint256 id, uint256 amount) public payable override returns (bool) {
        _requireNoCoin();
        if (from == msg.sender) {
            _move(msg.sender, from, to, id, amount);
            return true;
        }
        _requireReceiver(to);
        if (_isRestricted(id)) _askIssuer(msg.sender, from, to, id, amount);

        return super.transferFrom(from, to, id, amount);
    }

    /// @notice Lets `spender` move up to `amount` of the caller's units; the greatest number is without limit.
    /// @param amount The amount, in the smallest unit of `id`.
    function approve(address spender, uint256 id, uint256 amount) public payable override returns (bool) {
        _requireNoCoin();

        return super.approve(spender, id, amount);
    }

    /// @notice Lets `operator` move all units of the caller, or no longer.
    function setOperator(address operator, bool approved) public payable override returns (bool) {
        _requireNoCoin();

        return super.setOperator(operator, approved);
    }

    /// @dev The one way units move without an ERC-6909 call: the caller has established that `by` may lower `from`.
    function _move(address by, address from, address to, uint256 id, uint256 amount) private {
        _requireReceiver(to);
        if (_isRestricted(id)) _askIssuer(by, from, to, id, amount);

        _lower(from, id, amount);
        _raise(to, id, amount);
        emit Transfer(by, from, to, id, amount);
    }

    function _askIssuer(address operator, address from, address to, uint256 id, uint256 amount) private {
        IIssuer(_issuerOf(id)).onTransfer(operator, from, to, id, amount);
    }

    function _lower(address account, uint256 id, uint256 amount) private {
        Balance storage balance = _balance(account, id);
        uint256 before = balance.amount;
        require(before >= amount, InsufficientBalance());
        // Cannot underflow: the line above.
        unchecked {
            balance.amount = before - amount;
        }
    }

    function _raise(address account, uint256 id, uint256 amount) private {
        // Cannot overflow: the sum of balances is at most the supply, and that is checked when units are created.
        unchecked {
            _balance(account, id).amount += amount;
        }
    }

    /// @dev The slot in which solady's ERC-6909 keeps the balance. Its own internal transfer cannot say in the event whose
    /// authority moved the units, which is why it is not used.
    function _balance(address account, uint256 id) private pure returns (Balance storage balance) {
        assembly ("memory-safe") {
            mstore(0x20, BALANCE_SEED)
            mstore(0x14, account)
            mstore(0x00, id)
            balance.slot := keccak256(0x00, 0x40)
        }
    }

    function _requireReceiver(address to) private view {
        if (to != address(0)) if (to != address(this)) return;
        revert NotAReceiver(to);
    }

    function _requireNoCoin() private view {
        require(msg.value == 0, NativeCoinUnsupported(msg.value));
    }

    /* VIEWS */

    /// @notice Whether `nonce` of `owner` was used or cancelled.
    function isNonceSpent(address owner, uint256 nonce) external view returns (bool) {
        return _spentNonces[owner].get(nonce);
    }

    /// @notice The digest the payer signs for a payment with the purpose `data`.
    function digestOf(Payment calldata payment, bytes calldata data) external view returns (bytes32) {
        return _hashTypedData(payment.hash(data));
    }

    /// @notice The name of the token, or of issued units their symbol; empty if there is none.
    function name(uint256 id) public view override returns (string memory) {
        return _seriesOf(id) == 0 ? MetadataReaderLib.readName(_issuerOf(id)) : symbol(id);
    }

    /// @notice The symbol the token or the issuer gives; empty if there is none.
    function symbol(uint256 id) public view override returns (string memory) {
        uint96 series = _seriesOf(id);
        if (series == 0) return MetadataReaderLib.readSymbol(_issuerOf(id));
        return MetadataReaderLib.readString(_issuerOf(id), abi.encodeCall(IIssuer.symbol, (series)));
    }

    /// @notice The decimals the token or the issuer gives; 0 if there are none.
    function decimals(uint256 id) public view override returns (uint8) {
        uint96 series = _seriesOf(id);
        if (series == 0) return MetadataReaderLib.readDecimals(_issuerOf(id));
        uint256 read = MetadataReaderLib.readUint(_issuerOf(id), abi.encodeCall(IIssuer.decimals, (series)));
        // Cannot lose a bit: a number that does not fit is read as 0.
        // forge-lint: disable-next-line(unsafe-typecast)
        return read <= type(uint8).max ? uint8(read) : 0;
    }

    /// @notice Units have no document: always empty.
    function tokenURI(uint256) public pure override returns (string memory) {
        return "";
    }

    function _domainNameAndVersion() internal pure override returns (string memory, string memory) {
        return ("Concordat Ledger", "1");
    }

    function _idOf(address token) private pure returns (uint256) {
        return uint160(token);
    }

    function _issuerOf(uint256 id) private pure returns (address) {
        // The low 160 bits are the address.
        // forge-lint: disable-next-line(unsafe-typecast)
        return address(uint160(id));
    }

    function _seriesOf(uint256 id) private pure returns (uint96) {
        // The high 96 bits are the series.
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint96(id >> 160);
    }

    function _isRestricted(uint256 id) private pure returns (bool) {
        return id >> 255 != 0;
    }
}
